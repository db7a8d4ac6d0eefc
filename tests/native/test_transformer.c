/* The whole transformer's gradient in every option the golden files do not have: edge and pairs layouts, rotary
 * positions, no MLP, untied head, no biases, one layer, odd sizes. */
#include "model_check.h"

int main(void) {
  static const char *const small[][2] = {{"width", "16"}, {"heads", "2"}, {"layers", "2"}, {NULL, NULL}};
  static const char *const rope[][2] = {{"layout", "pairs"},   {"rope", "true"},         {"width", "20"},
                                        {"heads", "2"},        {"mlp_ratio", "1"},       {"layers", "2"},
                                        {"positions", "none"}, {"objective", "reverse"}, {NULL, NULL}};
  static const char *const odd[][2] = {
      {"layout", "paper"},          {"width", "21"},       {"heads", "3"},  {"layers", "1"},      {"mlp_ratio", "3"},
      {"biases", "true"},           {"tied_head", "true"}, {"degree", "2"}, {"path_length", "5"}, {"labels", "23"},
      {"objective", "teacherless"}, {NULL, NULL}};
  static const char *const deep[][2] = {{"layers", "3"}, {"mlp_ratio", "2"}, {"rope", "true"},      {"width", "24"},
                                        {"heads", "3"},  {"biases", "true"}, {"tied_head", "true"}, {NULL, NULL}};
  static const char *const top[][2] = {{"objective", "top"}, {"width", "20"},  {"heads", "2"},        {"layers", "2"},
                                       {"path_length", "5"}, {"labels", "15"}, {"aux_weight", "0.7"}, {NULL, NULL}};
  static const char *const tied_top[][2] = {{"objective", "top"},  {"layout", "paper"}, {"width", "16"},
                                            {"heads", "2"},        {"layers", "1"},     {"mlp_ratio", "2"},
                                            {"tied_head", "true"}, {NULL, NULL}};
  static const char *const mtp[][2] = {
      {"objective", "mtp_linear"}, {"width", "20"},  {"heads", "2"},   {"layers", "2"},
      {"path_length", "5"},        {"labels", "15"}, {"horizon", "3"}, {"aux_weight", "0.7"},
      {"biases", "true"},          {NULL, NULL}};
  static const char *const bow[][2] = {{"objective", "fsp_bow"}, {"layout", "pairs"},   {"width", "12"},
                                       {"heads", "3"},           {"layers", "1"},       {"mlp_ratio", "2"},
                                       {"aux_weight", "3"},      {"tied_head", "true"}, {NULL, NULL}};
  static const char *const nextlat[][2] = {{"objective", "nextlat"}, {"width", "20"},      {"heads", "2"},
                                           {"layers", "2"},          {"path_length", "5"}, {"labels", "15"},
                                           {"aux_weight", "0.7"},    {"biases", "true"},   {NULL, NULL}};
  check_model(nextlat, 40);
  static const char *const block[][2] = {
      {"objective", "mtp_block"}, {"width", "20"},  {"heads", "2"},   {"layers", "2"},       {"horizon", "3"},
      {"path_length", "5"},       {"labels", "15"}, {"rope", "true"}, {"aux_weight", "0.7"}, {NULL, NULL}};
  static const char *const tied_block[][2] = {
      {"objective", "mtp_block"}, {"layout", "paper"},   {"width", "18"},    {"heads", "3"}, {"layers", "1"},
      {"mlp_ratio", "2"},         {"tied_head", "true"}, {"biases", "true"}, {NULL, NULL}};
  static const char *const chain[][2] = {
      {"objective", "mtp_chain"}, {"width", "20"},   {"heads", "2"},     {"layers", "2"},       {"path_length", "5"},
      {"labels", "15"},           {"horizon", "20"}, {"mlp_ratio", "1"}, {"aux_weight", "0.7"}, {NULL, NULL}};
  static const char *const tied_chain[][2] = {
      {"objective", "mtp_chain"}, {"layout", "pairs"}, {"width", "18"},       {"heads", "3"}, {"layers", "1"},
      {"rope", "true"},           {"biases", "true"},  {"tied_head", "true"}, {NULL, NULL}};
  check_model(block, 0);
  check_model(tied_block, 0);
  check_model(chain, 0);
  check_model(tied_chain, 0);
  static const char *const mlm[][2] = {
      {"objective", "mlm"}, {"width", "20"}, {"heads", "2"}, {"layers", "2"}, {NULL, NULL}};
  static const char *const odd_mlm[][2] = {{"objective", "mlm"}, {"layout", "pairs"},   {"width", "18"},
                                           {"heads", "3"},       {"layers", "1"},       {"mlp_ratio", "2"},
                                           {"biases", "true"},   {"tied_head", "true"}, {"rope", "true"},
                                           {"path_length", "5"}, {"labels", "17"},      {NULL, NULL}};
  static const char *const any[][2] = {{"objective", "any_order"}, {"width", "20"}, {"heads", "2"}, {"layers", "2"},
                                       {"path_length", "3"},       {NULL, NULL}};
  static const char *const odd_any[][2] = {{"objective", "any_order"},
                                           {"layout", "paper"},
                                           {"width", "18"},
                                           {"heads", "3"},
                                           {"layers", "1"},
                                           {"mlp_ratio", "2"},
                                           {"biases", "true"},
                                           {"tied_head", "true"},
                                           {"rope", "true"},
                                           {"positions", "none"},
                                           {NULL, NULL}};
  check_model(any, 0);
  check_model(odd_any, 0);
  /* Heads of their own: logits so small that no pair is near its margin, where the hinge has no slope. Golden files hold
   * a tied head. */
  static const char *const ritf[][2] = {{"objective", "ritf"}, {"width", "20"},    {"heads", "2"},
                                        {"layers", "2"},       {"biases", "true"}, {NULL, NULL}};
  static const char *const odd_ritf[][2] = {{"objective", "ritf"}, {"layout", "paper"}, {"width", "18"},
                                            {"heads", "3"},        {"layers", "1"},     {"mlp_ratio", "2"},
                                            {"degree", "2"},       {"rope", "true"},    {NULL, NULL}};
  check_model(ritf, 0);
  check_model(odd_ritf, 0);
  check_model(mlm, 0);
  check_model(odd_mlm, 0);
  check_model(top, 0);
  check_model(mtp, 0);
  check_model(bow, 0);
  check_model(tied_top, 0);
  check_model(small, 0);
  check_model(rope, 0);
  check_model(odd, 0);
  check_model(deep, 0);
  return check_done("transformer");
}
