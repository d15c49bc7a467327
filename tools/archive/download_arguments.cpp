#include "archive/commands.hpp"

namespace tool::archive {

void DownloadArguments::add_to(CLI::App &command) {
  command.add_option("--mirror", mirrors, "another address in place of the public ones; may be given again, they are tried in turn")
      ->type_name("URL")
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command.add_flag("--dry-run", dry_run, "say what would be fetched from where, write nothing");
  command.add_flag("--update", update, "accept files that have changed on the server, or here, since they were first fetched");
  command.add_option("-j,--jobs", jobs, "files at a time")->type_name("N")->check(CLI::Range(1, 16))->capture_default_str();
  command.add_option("--timeout", patience_s, "give a server up after so many seconds without a byte")
      ->type_name("S")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
  command.add_flag("--json", json, "one JSON object a line on stdout instead of text");
}

}  // namespace tool::archive
