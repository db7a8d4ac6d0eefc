/* The config's two tables: options (config.c) and presets (presets.c, where a new preset is one row). */
#ifndef PS_CONFIG_H
#define PS_CONFIG_H

#include "ground/text.h"

typedef struct ps_preset {
  const char *name, *title, *note;
  const char *overrides; /* `name=value`, with single spaces between */
} ps_preset;

/* The i-th preset; NULL past the last. */
const ps_preset *ps_preset_at(int i);

/* The names of the config's fields, 0..ps_config_fields() - 1 in the table's order. */
int ps_config_fields(void);
const char *ps_config_field(int i);

/* Appends `"options":[...],"presets":[...]`. */
void ps_config_describe(ps_text *text);

#endif
