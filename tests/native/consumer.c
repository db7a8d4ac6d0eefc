/* A program of somebody else's over the installed library: trains two steps of the default config and prints the digest.
 * test_install.sh builds it. */
#include <pathstar.h>
#include <stdio.h>

int main(void) {
  ps_config config;
  ps_run *run = NULL;
  ps_message why;
  ps_config_default(&config);
  if (ps_run_create(&run, &config, NULL, &why) || ps_run_step(run, 2, &why)) return puts(why.text), 1;
  char digest[24];
  ps_run_digest(digest, run);
  ps_run_destroy(run);
  return puts(digest) < 0;
}
