#include "base/logits.h"

#include "base/files.h"
#include "ground/safetensors.h"
#include "objectives/objective.h"
#include "task/tokens.h"

#include <stdlib.h>

typedef struct sheet {
  int graphs, time, vocabulary;
  ps_token *x;   /* (batch, time) */
  int32_t *y;    /* (batch, time) */
  float *logits; /* (batch, time, vocabulary) */
} sheet;

static exit_code answer(sheet *s, ps_run *run, const ps_graph *graphs) {
  const ps_config *config = ps_run_config(run);
  size_t rows = (size_t)config->batch * (size_t)s->time;
  s->x = allocate(rows, sizeof *s->x);
  s->y = allocate(rows, sizeof *s->y);
  s->logits = allocate(rows * (size_t)s->vocabulary, sizeof *s->logits);
  /* A run takes whole batches: the last graph fills it up. */
  for (int i = 0; i < config->batch; i++)
    ps_objective_sample(s->x + i * s->time, s->y + i * s->time, config, &graphs[i < s->graphs ? i : s->graphs - 1]);
  double loss;
  ps_message why;
  ps_status status = ps_run_gradients(&loss, s->logits, run, s->x, s->y, config->batch, s->time, &why);
  return status ? fail_status(status, &why, NULL) : EXIT_DONE;
}

static size_t write_sheet(void *bytes, size_t capacity, const sheet *s, const char *digest) {
  const int shape[3] = {s->graphs, s->time, s->vocabulary};
  int count = s->graphs * s->time;
  ps_file_writer writer = ps_file_writer_begin(bytes, capacity);
  ps_file_writer_metadata(&writer, "format", "pathstar-logits-1");
  ps_file_writer_metadata(&writer, "digest", digest);
  ps_file_writer_tensor(&writer, "x", "I32", 2, shape);
  ps_file_writer_tensor(&writer, "child", "I32", 2, shape);
  ps_file_writer_tensor(&writer, "y", "I32", 2, shape);
  ps_file_writer_tensor(&writer, "logits", "F32", 3, shape);
  for (int part = 0; part < 2; part++) {
    for (int i = 0; i < count; i++) {
      int32_t id = part ? s->x[i].child : s->x[i].id;
      ps_file_writer_data(&writer, &id, sizeof id);
    }
  }
  ps_file_writer_data(&writer, s->y, (size_t)count * sizeof *s->y);
  ps_file_writer_data(&writer, s->logits, (size_t)count * (size_t)s->vocabulary * sizeof *s->logits);
  return ps_file_writer_end(&writer);
}

exit_code logits_save(const char *path, ps_run *run, const ps_graph *graphs, int count) {
  const ps_config *config = ps_run_config(run);
  sheet s = {.graphs = count < config->batch ? count : config->batch,
             .time = ps_input_length(config),
             .vocabulary = ps_vocabulary(config)};
  char digest[24];
  ps_run_digest(digest, run);
  exit_code code = answer(&s, run, graphs);
  if (!code) {
    size_t size = write_sheet(NULL, 0, &s, digest);
    char *bytes = allocate(size, 1);
    write_sheet(bytes, size, &s, digest);
    code = file_write(path, bytes, size);
    free(bytes);
  }
  free(s.x);
  free(s.y);
  free(s.logits);
  return code;
}
