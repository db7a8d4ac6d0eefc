#include "gpt2/byte_pairs.h"

#include "base/files.h"
#include "ground/rng.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* vocab.json writes every byte as a character that can be seen: itself, or, of those that cannot (0..32, 127..160, 173),
 * the next of those from 256 on. In UTF-8 that is two bytes at most. */
enum { CHARACTER_MAX = 3, TOKEN_BYTES_MAX = 1 << 10, FILE_BYTES_MAX = 1 << 24 };

typedef struct merge {
  int32_t left, right; /* ids; left is -1 where the slot is empty */
  int32_t rank, merged;
} merge;

typedef struct name {
  const char *text; /* of `vocab`; NULL where the slot is empty */
  int32_t id;
} name;

/* Both tables are open-addressed: powers of two, at most half full. */
struct byte_pairs {
  cJSON *vocab; /* it owns the names' texts */
  name *names;
  merge *merges;
  size_t name_mask, merge_mask;
  int32_t of_byte[256];
};

/* ---- The tables ---- */

static size_t mask_for(size_t count) {
  size_t size = 16;
  while (size < 2 * count) size *= 2;
  return size - 1;
}

static name *name_slot(const byte_pairs *pairs, const char *text, size_t length) {
  size_t at = (size_t)ps_hash_bytes(PS_HASH_STEP, text, length) & pairs->name_mask;
  for (;; at = (at + 1) & pairs->name_mask) {
    name *slot = &pairs->names[at];
    if (!slot->text || (!strncmp(slot->text, text, length) && !slot->text[length])) return slot;
  }
}

static int32_t id_of(const byte_pairs *pairs, const char *text, size_t length) {
  const name *slot = name_slot(pairs, text, length);
  return slot->text ? slot->id : -1;
}

static merge *merge_slot(const byte_pairs *pairs, int32_t left, int32_t right) {
  uint64_t hash = ps_hash_add(ps_hash_add(PS_HASH_STEP, (uint64_t)left), (uint64_t)right);
  size_t at = (size_t)hash & pairs->merge_mask;
  for (;; at = (at + 1) & pairs->merge_mask) {
    merge *slot = &pairs->merges[at];
    if (slot->left < 0 || (slot->left == left && slot->right == right)) return slot;
  }
}

/* The character that stands for a byte; returns its length. */
static size_t character_of(char character[CHARACTER_MAX], int byte) {
  bool seen = (byte > 32 && byte < 127) || (byte > 160 && byte != 173);
  int hidden = byte <= 32 ? byte : byte < 173 ? byte - 127 + 33 : 67, code = seen ? byte : 256 + hidden;
  if (code < 128) {
    character[0] = (char)code, character[1] = 0;
    return 1;
  }
  character[0] = (char)(0xc0 | code >> 6), character[1] = (char)(0x80 | (code & 0x3f)), character[2] = 0;
  return 2;
}

/* ---- The files ---- */

static exit_code check_text(const file_bytes *file, const char *path) {
  if (file->size <= FILE_BYTES_MAX && !memchr(file->bytes, 0, file->size)) return EXIT_DONE;
  return fail(EXIT_USAGE, "%s: must be a text of at most %d bytes", path, FILE_BYTES_MAX);
}

static exit_code read_names(byte_pairs *pairs, const char *path, int vocabulary) {
  file_bytes file;
  exit_code code = file_read(&file, path);
  if (code) return code;
  code = check_text(&file, path);
  if (!code) pairs->vocab = cJSON_ParseWithLengthOpts(file.bytes, file.size + 1, NULL, true);
  free(file.bytes);
  if (code) return code;
  if (!cJSON_IsObject(pairs->vocab)) return fail(EXIT_USAGE, "%s: must hold one JSON object of tokens' ids", path);
  size_t count = (size_t)cJSON_GetArraySize(pairs->vocab);
  pairs->name_mask = mask_for(count);
  pairs->names = allocate(pairs->name_mask + 1, sizeof *pairs->names);
  bool *taken = allocate((size_t)vocabulary, sizeof *taken);
  for (const cJSON *token = pairs->vocab->child; token && !code; token = token->next) {
    double id = cJSON_IsNumber(token) ? token->valuedouble : -1;
    name *slot = name_slot(pairs, token->string, strlen(token->string));
    if (!(id >= 0 && id < vocabulary && id == (int)id))
      code =
          fail(EXIT_USAGE, "%s: the id of '%s' must be a whole number in 0..%d", path, token->string, vocabulary - 1);
    else if (slot->text || taken[(int)id])
      code = fail(EXIT_USAGE, "%s: '%s' is given twice, or its id %d is", path, token->string, (int)id);
    else
      taken[(int)id] = true, *slot = (name){token->string, (int32_t)id};
  }
  free(taken);
  for (int byte = 0; byte < 256 && !code; byte++) {
    char character[CHARACTER_MAX];
    size_t length = character_of(character, byte);
    pairs->of_byte[byte] = id_of(pairs, character, length);
    if (pairs->of_byte[byte] < 0)
      code = fail(EXIT_USAGE, "%s: no token for byte %d ('%s'): not a byte-level vocabulary", path, byte, character);
  }
  return code;
}

/* "left right": the merge of that rank. */
static exit_code read_merge(byte_pairs *pairs, const char *line, size_t length, int32_t rank, const char *path,
                            long number) {
  const char *space = memchr(line, ' ', length);
  size_t left = space ? (size_t)(space - line) : 0, right = space ? length - left - 1 : 0;
  if (!left || !right || memchr(space + 1, ' ', right) || length > TOKEN_BYTES_MAX)
    return fail(EXIT_USAGE, "%s: line %ld: must be two tokens with a space between", path, number);
  char whole[TOKEN_BYTES_MAX];
  memcpy(whole, line, left);
  memcpy(whole + left, space + 1, right);
  merge read = {id_of(pairs, line, left), id_of(pairs, space + 1, right), rank, id_of(pairs, whole, left + right)};
  if (read.left < 0 || read.right < 0 || read.merged < 0)
    return fail(EXIT_USAGE, "%s: line %ld: '%.*s' or what it makes is no token of vocab.json", path, number,
                (int)length, line);
  merge *slot = merge_slot(pairs, read.left, read.right);
  if (slot->left >= 0) return fail(EXIT_USAGE, "%s: line %ld: '%.*s' is given twice", path, number, (int)length, line);
  *slot = read;
  return EXIT_DONE;
}

static exit_code read_lines(byte_pairs *pairs, const file_bytes *file, const char *path) {
  exit_code code = check_text(file, path);
  size_t lines = 1;
  for (size_t i = 0; i < file->size; i++) lines += file->bytes[i] == '\n';
  pairs->merge_mask = mask_for(lines);
  pairs->merges = allocate(pairs->merge_mask + 1, sizeof *pairs->merges);
  for (size_t i = 0; i <= pairs->merge_mask; i++) pairs->merges[i].left = -1;
  const char *line = file->bytes, *end = file->bytes + file->size;
  int32_t rank = 0;
  for (long number = 1; line < end && !code; number++) {
    const char *line_end = memchr(line, '\n', (size_t)(end - line));
    size_t length = (size_t)((line_end ? line_end : end) - line);
    const char *next = line_end ? line_end + 1 : end;
    if (length && line[length - 1] == '\r') length--;
    bool version = number == 1 && length >= 8 && !memcmp(line, "#version", 8);
    if (length && !version) code = read_merge(pairs, line, length, rank++, path, number);
    line = next;
  }
  return code;
}

static exit_code read_merges(byte_pairs *pairs, const char *path) {
  file_bytes file;
  exit_code code = file_read(&file, path);
  if (code) return code;
  code = read_lines(pairs, &file, path);
  free(file.bytes);
  return code;
}

exit_code byte_pairs_read(byte_pairs **made, const char *vocab_path, const char *merges_path, int vocabulary) {
  byte_pairs *pairs = allocate(1, sizeof *pairs);
  exit_code code = read_names(pairs, vocab_path, vocabulary);
  if (!code) code = read_merges(pairs, merges_path);
  if (code) {
    byte_pairs_free(pairs);
    return code;
  }
  *made = pairs;
  return EXIT_DONE;
}

void byte_pairs_free(byte_pairs *pairs) {
  if (!pairs) return;
  cJSON_Delete(pairs->vocab);
  free(pairs->names);
  free(pairs->merges);
  free(pairs);
}

/* ---- Pieces ---- */

typedef enum { END, SPACE, LETTER, DIGIT, OTHER } kind;

/* The pattern's classes: what \s, \p{L} and \p{N} are in ASCII. Control characters from 28 to 31 are spaces to some
 * regular expressions, and not to GPT-2's. */
static kind kind_of(const char *text, size_t length, size_t at) {
  if (at >= length) return END;
  char c = text[at];
  if (c == ' ' || (c >= '\t' && c <= '\r')) return SPACE;
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return LETTER;
  return c >= '0' && c <= '9' ? DIGIT : OTHER;
}

static size_t run_of(kind wanted, const char *text, size_t length, size_t at) {
  size_t end = at;
  while (kind_of(text, length, end) == wanted) end++;
  return end - at;
}

static size_t contraction_at(const char *text, size_t length) {
  static const char *const endings[] = {"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    size_t ending = strlen(endings[i]);
    if (ending <= length && !memcmp(text, endings[i], ending)) return ending;
  }
  return 0;
}

/* The length of the piece that a text of `length` > 0 begins with. */
static size_t piece_at(const char *text, size_t length) {
  size_t contraction = contraction_at(text, length);
  if (contraction) return contraction;
  kind first = kind_of(text, length, 0), second = kind_of(text, length, 1);
  if (first != SPACE) return run_of(first, text, length, 0);
  if (text[0] == ' ' && second != SPACE && second != END) return 1 + run_of(second, text, length, 1);
  /* Spaces up to the last one, which goes with what follows, if anything does. */
  size_t spaces = run_of(SPACE, text, length, 0);
  return spaces < length && spaces > 1 ? spaces - 1 : spaces;
}

/* ids (length) of one piece in place: bytes first. Returns how many are left. */
static int merge_piece(int32_t *ids, const byte_pairs *pairs, const char *piece, size_t length) {
  int count = (int)length;
  for (int i = 0; i < count; i++) ids[i] = pairs->of_byte[(unsigned char)piece[i]];
  for (;;) {
    const merge *best = NULL;
    for (int i = 0; i + 1 < count; i++) {
      const merge *found = merge_slot(pairs, ids[i], ids[i + 1]);
      if (found->left >= 0 && (!best || found->rank < best->rank)) best = found;
    }
    if (!best) return count;
    int kept = 0;
    for (int i = 0; i < count; i++) {
      bool merges = i + 1 < count && ids[i] == best->left && ids[i + 1] == best->right;
      ids[kept++] = merges ? best->merged : ids[i];
      i += merges;
    }
    count = kept;
  }
}

exit_code byte_pairs_encode(int32_t *ids, int *count, const byte_pairs *pairs, const char *text, size_t length,
                            const char *where) {
  *count = 0;
  for (size_t i = 0; i < length; i++) {
    if ((unsigned char)text[i] >= 0x80)
      return fail(EXIT_USAGE, "%s: byte %zu is not ASCII: of other text the tokens are not known here", where, i + 1);
  }
  for (size_t at = 0; at < length;) {
    size_t piece = piece_at(text + at, length - at);
    *count += merge_piece(ids + *count, pairs, text + at, piece);
    at += piece;
  }
  return EXIT_DONE;
}
