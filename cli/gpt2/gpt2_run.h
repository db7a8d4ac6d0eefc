/* From a folder of a pretrained GPT-2 to a run that goes on training it, and back to such a folder. */
#ifndef CLI_GPT2_RUN_H
#define CLI_GPT2_RUN_H

#include "gpt2/pretrained.h"

#include <stdbool.h>

/* Makes the run of a config that pretrained_configure() has made, its weights read from the folder. How much memory it
 * takes is said on stderr before it is taken (unless `quiet`), and refused where the machine has less. */
exit_code gpt2_run_create(ps_run **run, const pretrained *model, const ps_config *config, const ps_run_options *options,
                          bool quiet);

/* Fails now where gpt2_export() would fail after hours of work; makes the folder. */
exit_code gpt2_check_export(const char *folder, const pretrained *model);
/* Writes the run's weights into `folder`, in Hugging Face's names, and the model's other files beside them. */
exit_code gpt2_export(const char *folder, ps_run *run, const pretrained *model);

#endif
