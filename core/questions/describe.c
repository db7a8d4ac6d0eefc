/* The core's description of itself: its options, presets and metrics. */
#include "ground/text.h"
#include "task/config.h"

size_t ps_describe(char *json, size_t capacity) {
  ps_text text = ps_text_begin(json, capacity);
  ps_text_string(&text, "{\"version\":\"" PS_VERSION "\",");
  ps_config_describe(&text);
  ps_text_string(&text, ",\"metrics\":[");
  const ps_metric *metric;
  for (int i = 0; (metric = ps_metric_at(i)); i++) {
    ps_text_format(&text, "%s{\"name\":\"%s\",\"unit\":\"%s\",\"each\":%s,\"help\":\"%s\"}", i ? "," : "", metric->name,
                   metric->unit, metric->each ? "true" : "false", metric->help);
  }
  ps_text_string(&text, "]}");
  return ps_text_end(&text);
}
