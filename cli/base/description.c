#include "base/description.h"

#include "base/failure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

cJSON *description_read(void) {
  size_t length = ps_describe(NULL, 0);
  char *text = allocate(length + 1, 1);
  ps_describe(text, length + 1);
  cJSON *description = cJSON_Parse(text);
  if (!description) exit(fail(EXIT_MEMORY, "no memory for the core's description"));
  free(text);
  return description;
}

const char *description_text(const cJSON *object, const char *key) {
  return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
}

const cJSON *description_option(const cJSON *description, const char *name) {
  const cJSON *option;
  cJSON_ArrayForEach(option, cJSON_GetObjectItemCaseSensitive(description, "options")) {
    if (!strcmp(description_text(option, "name"), name)) return option;
  }
  return NULL;
}

void description_print_value(const cJSON *value) {
  if (cJSON_IsString(value))
    printf("%s", value->valuestring);
  else if (cJSON_IsBool(value))
    printf(cJSON_IsTrue(value) ? "true" : "false");
  else
    printf("%.10g", value->valuedouble);
}

void description_print_values(const cJSON *option, const char *separator) {
  const cJSON *choice, *choices = cJSON_GetObjectItemCaseSensitive(option, "choices");
  if (cJSON_IsArray(choices)) {
    cJSON_ArrayForEach(choice, choices) printf("%s%s", choice == choices->child ? "" : separator, choice->valuestring);
  } else if (cJSON_HasObjectItem(option, "minimum")) {
    printf("%.10g..%.10g", cJSON_GetObjectItemCaseSensitive(option, "minimum")->valuedouble,
           cJSON_GetObjectItemCaseSensitive(option, "maximum")->valuedouble);
  } else {
    printf("true%sfalse", separator);
  }
}
