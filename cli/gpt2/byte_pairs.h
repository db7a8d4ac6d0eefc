/* GPT-2's tokenizer (Radford et al. 2019): byte-pair encoding over bytes, from vocab.json and merges.txt as Hugging Face
 * writes them.
 *
 * A text is first cut into pieces, which no merge crosses; GPT-2's pattern, of which the first alternative that fits
 * wins, each as long as it can be:
 *
 *     's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
 *
 * For ASCII that needs no table of Unicode's letters and numbers. Other text is refused, not guessed at: a graph is
 * ASCII. Within a piece, the pair of neighbours whose merge stands first in merges.txt is merged, until none is. */
#ifndef CLI_BYTE_PAIRS_H
#define CLI_BYTE_PAIRS_H

#include "base/failure.h"

#include <stdint.h>

typedef struct byte_pairs byte_pairs;

/* Reads the two files; ids must be below `vocabulary`. The caller frees. */
exit_code byte_pairs_read(byte_pairs **pairs, const char *vocab_path, const char *merges_path, int vocabulary);
void byte_pairs_free(byte_pairs *pairs);

/* ids (at most `length` of them) of an ASCII text, *count <- how many; `where` goes before a refusal. */
exit_code byte_pairs_encode(int32_t *ids, int *count, const byte_pairs *pairs, const char *text, size_t length,
                            const char *where);

#endif
