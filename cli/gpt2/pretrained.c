#include "gpt2/pretrained.h"

#include "base/config_json.h"
#include "task/tokens.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char config_name[] = "config.json";

char *pretrained_file(const char *folder, const char *name) {
  size_t size = strlen(folder) + strlen(name) + 2;
  char *path = allocate(size, 1);
  snprintf(path, size, "%s/%s", folder, name);
  return path;
}

/* ---- config.json ---- */

static exit_code refuse(const pretrained *model, const char *key, const char *must) {
  const cJSON *value = json_member(model->config, key);
  char *said = value ? cJSON_PrintUnformatted(value) : NULL;
  exit_code code = fail(EXIT_USAGE, "%s/%s: '%s' must be %s, not %s", model->folder, config_name, key, must,
                        said ? said : "missing");
  cJSON_free(said);
  return code;
}

static exit_code read_size(int *size, const pretrained *model, const char *key, int least, int most) {
  const cJSON *value = json_member(model->config, key);
  char range[64];
  snprintf(range, sizeof range, "a whole number in %d..%d", least, most);
  if (!cJSON_IsNumber(value) || !(value->valuedouble >= least && value->valuedouble <= most) ||
      value->valuedouble != floor(value->valuedouble))
    return refuse(model, key, range);
  *size = (int)value->valuedouble;
  return EXIT_DONE;
}

/* The MLP's width: n_inner, or four times the model's where it is null or missing. */
static exit_code read_mlp(pretrained *model) {
  const cJSON *inner = json_member(model->config, "n_inner");
  int wide = 4 * model->width;
  if (inner && !cJSON_IsNull(inner)) {
    exit_code code = read_size(&wide, model, "n_inner", model->width, 4 * model->width);
    if (code) return code;
  }
  if (wide % model->width) return refuse(model, "n_inner", "null, or 1 to 4 times n_embd");
  model->mlp_ratio = wide / model->width;
  return EXIT_DONE;
}

/* What this GPT-2 computes; a key that is missing has Hugging Face's default, which is the same. */
static exit_code check_kind(const pretrained *model) {
  const cJSON *type = json_member(model->config, "model_type"), *epsilon;
  const cJSON *gelu = json_member(model->config, "activation_function");
  static const struct {
    const char *key;
    bool value;
  } switches[] = {{"scale_attn_weights", true},
                  {"scale_attn_by_inverse_layer_idx", false},
                  {"tie_word_embeddings", true},
                  {"add_cross_attention", false}};
  if (!cJSON_IsString(type) || strcmp(type->valuestring, "gpt2")) return refuse(model, "model_type", "\"gpt2\"");
  if (gelu && (!cJSON_IsString(gelu) ||
               (strcmp(gelu->valuestring, "gelu_new") && strcmp(gelu->valuestring, "gelu_pytorch_tanh"))))
    return refuse(model, "activation_function", "\"gelu_new\" or \"gelu_pytorch_tanh\"");
  epsilon = json_member(model->config, "layer_norm_epsilon");
  if (epsilon && !(cJSON_IsNumber(epsilon) && fabs(epsilon->valuedouble - 1e-5) < 1e-12))
    return refuse(model, "layer_norm_epsilon", "1e-05");
  for (size_t i = 0; i < sizeof switches / sizeof *switches; i++) {
    const cJSON *value = json_member(model->config, switches[i].key);
    if (value && !(cJSON_IsBool(value) && cJSON_IsTrue(value) == switches[i].value))
      return refuse(model, switches[i].key, switches[i].value ? "true" : "false");
  }
  return EXIT_DONE;
}

static exit_code read_shape(pretrained *model) {
  exit_code code = check_kind(model);
  if (!code) code = read_size(&model->layers, model, "n_layer", 1, PS_GPT2_LAYERS_MAX);
  if (!code) code = read_size(&model->heads, model, "n_head", 1, PS_GPT2_HEADS_MAX);
  if (!code) code = read_size(&model->width, model, "n_embd", 1, PS_GPT2_WIDTH_MAX);
  if (!code) code = read_size(&model->context, model, "n_positions", 1, PS_GPT2_CONTEXT_MAX);
  if (!code) code = read_size(&model->vocabulary, model, "vocab_size", 1, PS_GPT2_VOCABULARY_MAX);
  if (!code && model->width % model->heads) code = refuse(model, "n_embd", "a multiple of n_head");
  return code ? code : read_mlp(model);
}

exit_code pretrained_open(pretrained *model, const char *folder) {
  *model = (pretrained){.folder = folder};
  char *config = pretrained_file(folder, config_name), *vocab = pretrained_file(folder, "vocab.json");
  char *merges = pretrained_file(folder, "merges.txt");
  exit_code code = json_read_object(&model->config, config, "a model's settings");
  if (!code) code = read_shape(model);
  if (!code) code = byte_pairs_read(&model->pairs, vocab, merges, model->vocabulary);
  free(config);
  free(vocab);
  free(merges);
  return code;
}

void pretrained_close(pretrained *model) {
  cJSON_Delete(model->config);
  byte_pairs_free(model->pairs);
  free(model->token_of);
  *model = (pretrained){0};
}

/* ---- The run's config ---- */

/* The order of tokens.h: labels, the five of the text, and then what is left. */
exit_code pretrained_order_tokens(pretrained *model, int labels) {
  static const char specials[] = {[PS_TOKEN_BAR] = '|',
                                  [PS_TOKEN_EQUALS] = '=',
                                  [PS_TOKEN_SLASH] = '/',
                                  [PS_TOKEN_DUMMY] = '$',
                                  [PS_TOKEN_COMMA] = ','};
  const int words = labels + (int)sizeof specials;
  bool *taken = allocate((size_t)model->vocabulary, sizeof *taken);
  exit_code code = EXIT_DONE;
  int at = 0;
  model->token_of = allocate((size_t)(words > model->vocabulary ? words : model->vocabulary), sizeof *model->token_of);
  for (; at < words && !code; at++) {
    char word[16];
    int32_t ids[sizeof word];
    int count;
    if (at < labels)
      snprintf(word, sizeof word, "%d", at);
    else
      snprintf(word, sizeof word, "%c", specials[at - labels]);
    code = byte_pairs_encode(ids, &count, model->pairs, word, strlen(word), model->folder);
    if (!code && count != 1)
      code = fail(EXIT_USAGE, "%s: '%s' is %d tokens, and must be one: so --labels can be %d at most", model->folder,
                  word, count, at < labels ? at : labels);
    if (code) break;
    taken[ids[0]] = true;
    model->token_of[at] = ids[0];
  }
  for (int token = 0; token < model->vocabulary && !code; token++)
    if (!taken[token]) model->token_of[at++] = token;
  free(taken);
  return code;
}

typedef struct setting {
  const char *name;
  char value[16];
  bool shape; /* the model's own: nothing else can be asked for */
} setting;

exit_code pretrained_configure(ps_config *config, pretrained *model, const cJSON *chosen) {
  setting settings[] = {{"architecture", "transformer", true},
                        {"layers", "", true},
                        {"heads", "", true},
                        {"width", "", true},
                        {"mlp_ratio", "", true},
                        {"tied_head", "true", true},
                        {"biases", "true", true},
                        {"positions", "learned", true},
                        {"rope", "false", true},
                        {"layout", "paper", true},
                        {"init", "reference", false},
                        {"optimizer", "adamw", false},
                        {"learning_rate", "1e-5", false},
                        {"batch", "16", false},
                        {"beta2", "0.999", false}};
  const int sizes[] = {model->layers, model->heads, model->width, model->mlp_ratio};
  for (int i = 0; i < 4; i++) snprintf(settings[1 + i].value, sizeof settings[1 + i].value, "%d", sizes[i]);
  config->vocabulary = model->vocabulary;
  config->context = model->context;
  for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
    const setting *s = &settings[i];
    char wanted[64];
    ps_message why;
    bool is_chosen = json_member(chosen, s->name);
    ps_config_get(wanted, sizeof wanted, config, s->name);
    if (is_chosen && s->shape && strcmp(wanted, s->value))
      return fail(EXIT_USAGE, "%s has %s = %s, which %s contradicts", model->folder, s->name, s->value, wanted);
    if (is_chosen) continue;
    ps_status status = ps_config_set(config, s->name, s->value, &why);
    if (status) return fail_status(status, &why, model->folder);
  }
  ps_message why;
  ps_status status = ps_config_validate(config, &why);
  return status ? fail_status(status, &why, model->folder) : pretrained_order_tokens(model, config->labels);
}
