/* The whole Mamba's gradient in every option the golden files do not have: all layouts and objectives, learned
 * positions, untied head, biases, sizes that no vector width divides. */
#include "model_check.h"

/* Rates at which forty steps are enough to move the steps of the scan. */
#define MAMBA                                                                                                          \
  {"architecture", "mamba"}, {"learning_rate", "0.02"}, {"muon_learning_rate", "0.03"}, {                              \
    "warmup", "10"                                                                                                     \
  }

int main(void) {
  static const char *const small[][2] = {MAMBA, {"width", "16"}, {"layers", "2"}, {NULL, NULL}};
  static const char *const pairs[][2] = {
      MAMBA,          {"layout", "pairs"},      {"width", "20"},       {"layers", "2"},    {"expand", "1"},
      {"state", "5"}, {"objective", "reverse"}, {"positions", "none"}, {"biases", "true"}, {NULL, NULL}};
  static const char *const odd[][2] = {MAMBA,
                                       {"layout", "paper"},
                                       {"width", "21"},
                                       {"layers", "1"},
                                       {"expand", "3"},
                                       {"state", "7"},
                                       {"conv", "3"},
                                       {"biases", "true"},
                                       {"tied_head", "true"},
                                       {"degree", "2"},
                                       {"labels", "23"},
                                       {"path_length", "5"},
                                       {"objective", "teacherless"},
                                       {NULL, NULL}};
  static const char *const deep[][2] = {MAMBA,
                                        {"layers", "3"},
                                        {"width", "19"},
                                        {"state", "17"},
                                        {"conv", "8"},
                                        {"tied_head", "true"},
                                        {"objective", "teacherless"},
                                        {NULL, NULL}};
  static const char *const least[][2] = {MAMBA,          {"width", "5"}, {"layers", "2"}, {"expand", "1"},
                                         {"state", "1"}, {"conv", "1"},  {NULL, NULL}};
  static const char *const top[][2] = {MAMBA,          {"objective", "top"}, {"width", "19"},  {"layers", "2"},
                                       {"state", "5"}, {"path_length", "5"}, {"labels", "15"}, {"aux_weight", "0.7"},
                                       {NULL, NULL}};
  static const char *const mtp[][2] = {MAMBA,           {"objective", "mtp_linear"}, {"width", "19"},
                                       {"layers", "1"}, {"horizon", "20"},           {NULL, NULL}};
  static const char *const bow[][2] = {MAMBA,           {"objective", "fsp_bow"}, {"width", "15"},
                                       {"layers", "1"}, {"aux_weight", "2"},      {NULL, NULL}};
  static const char *const nextlat[][2] = {MAMBA,           {"objective", "nextlat"}, {"width", "13"},
                                           {"layers", "1"}, {"layout", "pairs"},      {"tied_head", "true"},
                                           {NULL, NULL}};
  check_model(nextlat, 40);
  static const char *const block[][2] = {MAMBA,           {"objective", "mtp_block"}, {"width", "19"},
                                         {"layers", "2"}, {"path_length", "5"},       {"labels", "15"},
                                         {"state", "5"},  {"aux_weight", "0.7"},      {NULL, NULL}};
  static const char *const chain[][2] = {MAMBA,           {"objective", "mtp_chain"}, {"width", "13"},
                                         {"layers", "1"}, {"layout", "pairs"},        {"tied_head", "true"},
                                         {"conv", "3"},   {"biases", "true"},         {NULL, NULL}};
  static const char *const any[][2] = {MAMBA,           {"objective", "any_order"}, {"width", "13"},
                                       {"layers", "1"}, {"layout", "pairs"},        {"tied_head", "true"},
                                       {"conv", "3"},   {"biases", "true"},         {NULL, NULL}};
  check_model(any, 40);
  check_model(block, 40);
  check_model(chain, 40);
  static const char *const ritf[][2] = {MAMBA,           {"objective", "ritf"}, {"width", "19"},
                                        {"layers", "2"}, {"layout", "pairs"},   {NULL, NULL}};
  check_model(ritf, 0);
  check_model(mtp, 40);
  check_model(bow, 40);
  check_model(top, 40);
  check_model(small, 40);
  check_model(pairs, 40);
  check_model(odd, 40);
  check_model(deep, 40);
  check_model(least, 40);
  return check_done("mamba");
}
