/* The library in two sizes. Built with PS_WHOLE=0 it lacks what few runs need: the architecture mamba with its kernels, and
 * what auxiliary losses have of their own. It describes itself and checks configs as the whole does, refuses runs for
 * which it lacks a part (PART_MISSING), and gives all others the same bits. A tab starts with that much and fetches the
 * whole where a run wants it (wasm/CMakeLists.txt). */
#ifndef PS_PARTS_H
#define PS_PARTS_H

#ifndef PS_WHOLE
#define PS_WHOLE 1
#endif

/* An entry of a table, NULL where it is left out; what nothing else names is then left out of the linked library too. */
#if PS_WHOLE
#define PS_IN_WHOLE(entry) entry
#else
#define PS_IN_WHOLE(entry) 0
#endif

#endif
