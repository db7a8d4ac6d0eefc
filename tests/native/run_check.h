/* Runs for tests: configs that differ in what makes a difference, and runs of them. */
#ifndef RUN_CHECK_H
#define RUN_CHECK_H

#include "pathstar.h"

#include "check.h"

#include <stdbool.h>
#include <stdlib.h>

/* A config from `name=value` pairs, over a small quick default. */
static inline ps_config config_of(const char *const (*fields)[2]) {
  ps_config c;
  ps_config_default(&c);
  c.batch = 24, c.width = 16, c.heads = 2, c.layers = 2, c.warmup = 5;
  for (; fields && (*fields)[0]; fields++) CHECK(ps_config_set(&c, (*fields)[0], (*fields)[1], NULL) == PS_OK);
  return c;
}

static inline ps_run *made(const ps_config *c, int threads, const char *kernels) {
  ps_run *run = NULL;
  ps_message why = {""};
  ps_run_options options = {.threads = threads, .kernels = kernels};
  if (!CHECK(ps_run_create(&run, c, &options, &why) == PS_OK)) fprintf(stderr, "%s\n", why.text), exit(1);
  return run;
}

static const char *const plain[][2] = {{NULL, NULL}};
static const char *const paper[][2] = {{"layout", "paper"},
                                       {"objective", "teacherless"},
                                       {"optimizer", "adamw"},
                                       {"mlp_ratio", "2"},
                                       {"biases", "true"},
                                       {"tied_head", "true"},
                                       {"batch", "21"},
                                       {"weight_decay", "0.1"},
                                       {"schedule", "cosine"},
                                       {"schedule_steps", "20"},
                                       {NULL, NULL}};
static const char *const pairs[][2] = {
    {"layout", "pairs"}, {"objective", "reverse"}, {"rope", "true"}, {"mlp_ratio", "1"},    {"train_graphs", "50"},
    {"batch", "130"},    {"width", "18"},          {"heads", "3"},   {"init", "reference"}, {NULL, NULL}};
static const char *const mamba[][2] = {{"architecture", "mamba"}, {"width", "21"},       {"state", "5"}, {"conv", "3"},
                                       {"biases", "true"},        {"tied_head", "true"}, {NULL, NULL}};
static const char *const top[][2] = {{"objective", "top"}, {"aux_weight", "0.5"}, {"batch", "21"}, {NULL, NULL}};
static const char *const mamba_top[][2] = {{"architecture", "mamba"}, {"objective", "top"},
                                           {"width", "18"},           {"state", "5"},
                                           {"tied_head", "true"},     {NULL, NULL}};
static const char *const nextlat[][2] = {
    {"objective", "nextlat"}, {"path_length", "5"}, {"labels", "13"}, {NULL, NULL}};
static const char *const mamba_nextlat[][2] = {
    {"architecture", "mamba"}, {"objective", "nextlat"}, {"width", "18"},        {"biases", "true"},
    {"batch", "21"},           {"layout", "pairs"},      {"optimizer", "adamw"}, {NULL, NULL}};
static const char *const mlm[][2] = {{"objective", "mlm"}, {"layout", "pairs"}, {"rope", "true"}, {"biases", "true"},
                                     {"mlp_ratio", "1"},   {"batch", "21"},     {NULL, NULL}};
static const char *const block[][2] = {{"objective", "mtp_block"}, {"mlp_ratio", "2"}, {"biases", "true"},
                                       {"horizon", "3"},           {"batch", "21"},    {NULL, NULL}};
static const char *const chain[][2] = {
    {"objective", "mtp_chain"}, {"path_length", "5"}, {"labels", "13"}, {"tied_head", "true"}, {NULL, NULL}};
static const char *const mamba_chain[][2] = {{"architecture", "mamba"}, {"objective", "mtp_chain"}, {"width", "18"},
                                             {"layout", "pairs"},       {"optimizer", "adamw"},     {NULL, NULL}};
static const char *const any_order[][2] = {
    {"objective", "any_order"}, {"layout", "pairs"}, {"mlp_ratio", "1"}, {"batch", "21"}, {NULL, NULL}};
static const char *const mamba_any_order[][2] = {{"architecture", "mamba"}, {"objective", "any_order"}, {"width", "18"},
                                                 {"positions", "none"},     {"tied_head", "true"},      {NULL, NULL}};
static const char *const ritf[][2] = {
    {"objective", "ritf"}, {"rank_said", "true"}, {"layout", "paper"}, {"batch", "21"}, {NULL, NULL}};
static const char *const (*const configs[])[2] = {plain,     paper,           pairs, mamba, top,   mamba_top,
                                                  nextlat,   mamba_nextlat,   mlm,   block, chain, mamba_chain,
                                                  any_order, mamba_any_order, ritf};
enum { CONFIGS = sizeof configs / sizeof configs[0] };

#endif
