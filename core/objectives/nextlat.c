/* Next-latent prediction (Teoh et al. 2025, arXiv 2511.05963): teacher forcing, and a network f that leads from one
 * hidden state to the next, told the token between them. With h the final normed hidden states, those that the head
 * reads, and E x a token's embedding,
 *
 *     guess(i, 0) = h(i),    guess(i, k) = guess(i, k - 1) + f(guess(i, k - 1), E x(i + k)),    k = 1..path_length - 2,
 *
 * from every position i of the sequence, the prefix included. The loss is the mean of the smooth L1 distance (its
 * quadratic part reaches to 1) of guess(i, k) from h(i + k), over numbers, positions and k, and the mean, over targets
 * and k, of the divergence KL(what the head says of h(i + k) || what it says of guess(i, k)) where position i + k
 * predicts a target. Both take h(i + k) and the head as given, and E x too (the paper's text leaves that open): the
 * trunk learns from this loss through h(i) alone. models/own_rollout.c computes it. */
#include "objectives/objective.h"

const ps_auxiliary_row ps_nextlat_row = {.own = PS_OWN_ROLLOUT, .everywhere = true};
