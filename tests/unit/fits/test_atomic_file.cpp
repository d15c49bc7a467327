// Files that appear whole or not at all, with and without the file system's nameless files.

#include <fcntl.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <csignal>
#include <fstream>
#include <functional>
#include <list>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "fits/atomic_file.hpp"

namespace fs = std::filesystem;
using namespace corkit;

namespace {

// What another process does just before this thread asks for a lock the next time.
thread_local std::function<void()> before_next_lock;

// What happens in place of the next renaming.
thread_local std::function<void()> instead_of_next_rename;

}  // namespace

// In place of the C library's.
extern "C" int flock(int fd, int operation) noexcept {
  if (const auto other = std::exchange(before_next_lock, nullptr)) other();
  return static_cast<int>(::syscall(SYS_flock, fd, operation));
}

extern "C" int rename(const char *from, const char *to) noexcept {
  if (const auto other = std::exchange(instead_of_next_rename, nullptr)) other();
  return static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

namespace {

const TemporaryFile kinds[] = {TemporaryFile::nameless_if_possible, TemporaryFile::named};

struct Folder {
  Folder() : path(fs::path(CORKIT_TEST_DATA_DIR) / "atomic_file") {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto &entry : fs::directory_iterator(path)) all.push_back(entry.path().filename().string());
    std::sort(all.begin(), all.end());
    return all;
  }
  fs::path path;
};

std::string content(const fs::path &path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void put(const fs::path &path, TemporaryFile kind, const std::string &text) {
  AtomicFile file(path, kind);
  file.write(text.data(), text.size());
  file.commit();
}

// A process that is killed while it writes so many at a time.
void killed_writer(const fs::path &path, TemporaryFile kind, std::size_t count = 1) {
  const pid_t child = ::fork();
  BOOST_REQUIRE(child >= 0);
  if (child == 0) {
    std::list<AtomicFile> files;
    while (files.size() < count) files.emplace_back(path, kind).write("half", 4);
    ::raise(SIGKILL);
  }
  int status = 0;
  BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
  BOOST_REQUIRE(WIFSIGNALED(status));
}

}  // namespace

BOOST_DATA_TEST_CASE(a_file_is_there_whole_or_not_at_all, boost::unit_test::data::xrange(2), k) {
  const Folder folder;
  const auto path = folder.path / "a.fts";
  {
    AtomicFile file(path, kinds[k]);
    file.write("lost", 4);
  }
  BOOST_TEST(folder.names().empty());
  put(path, kinds[k], "first");
  BOOST_TEST(content(path) == "first");
  {
    AtomicFile file(path, kinds[k]);
    file.write("lost", 4);
  }
  BOOST_TEST(content(path) == "first");
  put(path, kinds[k], "second");
  BOOST_TEST(content(path) == "second");
  BOOST_TEST(folder.names() == std::vector<std::string>{"a.fts"});
}

BOOST_DATA_TEST_CASE(what_a_killed_program_left_goes_with_the_next_who_writes_the_file, boost::unit_test::data::xrange(2), k) {
  const Folder folder;
  const auto path = folder.path / "a.fts";
  killed_writer(path, kinds[k]);
  killed_writer(path, TemporaryFile::named);
  BOOST_TEST(!fs::exists(path));
  put(path, kinds[k], "older");
  put(path, kinds[k], "whole");
  BOOST_TEST(content(path) == "whole");
  BOOST_TEST(folder.names() == std::vector<std::string>{"a.fts"});
}

BOOST_AUTO_TEST_CASE(nothing_is_left_of_a_killed_program_where_files_may_be_nameless) {
  const Folder folder;
  killed_writer(folder.path / "a.fts", TemporaryFile::nameless_if_possible);
  BOOST_TEST(folder.names().empty());
}

BOOST_DATA_TEST_CASE(what_writers_killed_at_a_time_left_goes_with_the_next_who_writes_the_file, boost::unit_test::data::xrange(2), k) {
  const Folder folder;
  const auto path = folder.path / "a.fts";
  killed_writer(path, TemporaryFile::named, 3);
  BOOST_TEST(folder.names().size() == 3U);
  put(path, kinds[k], "whole");
  BOOST_TEST(content(path) == "whole");
  BOOST_TEST(folder.names() == std::vector<std::string>{"a.fts"});
}

BOOST_AUTO_TEST_CASE(what_killed_writers_left_goes_where_the_file_is_left_as_it_is) {
  const Folder folder;
  const auto path = folder.path / "a.fts";
  put(path, TemporaryFile::named, "whole");
  const auto other = folder.path / "b.fts";
  killed_writer(path, TemporaryFile::nameless_if_possible, 2);
  killed_writer(other, TemporaryFile::named);
  std::optional<AtomicFile> living(std::in_place, path, TemporaryFile::named);
  killed_writer(path, TemporaryFile::named);
  BOOST_TEST(folder.names().size() == 4U);
  remove_left_temporaries(path);
  BOOST_TEST(folder.names().size() == 3U);
  remove_left_temporaries_in(folder.path);
  BOOST_TEST(folder.names().size() == 2U);
  living.reset();
  BOOST_TEST(folder.names() == std::vector<std::string>{"a.fts"});
  BOOST_TEST(content(path) == "whole");
  remove_left_temporaries(folder.path / "none/a.fts");
  remove_left_temporaries_in(folder.path / "none");
}

BOOST_DATA_TEST_CASE(what_is_being_written_stays_where_killed_programs_files_are_removed, boost::unit_test::data::xrange(2), k) {
  const Folder folder;
  const auto path = folder.path / "a.fts";
  std::optional<AtomicFile> first(std::in_place, path, TemporaryFile::named);
  {
    AtomicFile second(path, TemporaryFile::named);
    killed_writer(path, TemporaryFile::named, 2);
    BOOST_TEST(folder.names().size() == 4U);
    first.reset();
    put(path, kinds[k], "next");
    BOOST_TEST((folder.names().size() == 2U));
    second.write("second", 6);
    second.commit();
  }
  BOOST_TEST(content(path) == "second");
  BOOST_TEST(folder.names() == std::vector<std::string>{"a.fts"});
}

BOOST_DATA_TEST_CASE(writers_of_one_file_at_a_time_do_not_disturb_each_other, boost::unit_test::data::xrange(2), k) {
  const Folder folder;
  const auto path = folder.path / "a.fts";
  {
    AtomicFile first(path, kinds[k]), second(path, TemporaryFile::named);
    first.write("first", 5);
    second.write("second", 6);
    second.commit();
    BOOST_TEST((content(path) == "second"));
    first.commit();
  }
  BOOST_TEST(content(path) == "first");
  std::vector<std::thread> writers;
  std::array<std::string, 4> failures;  // nothing may leave a thread
  for (std::size_t i = 0; i < failures.size(); ++i)
    writers.emplace_back([&, i] {
      const char letter = static_cast<char>('a' + i);
      try {
        for (int round = 0; round < 50; ++round) put(path, kinds[(round + letter) % 2], std::string(20000, letter));
      } catch (const std::exception &error) {
        failures[i] = error.what();
      }
    });
  for (auto &writer : writers) writer.join();
  for (const auto &failure : failures) BOOST_TEST(failure.empty(), failure);
  const auto last = content(path);
  BOOST_TEST((last == std::string(20000, last.at(0))));
  BOOST_TEST(folder.names() == std::vector<std::string>{"a.fts"});
}

BOOST_AUTO_TEST_CASE(a_file_taken_over_before_it_was_locked_is_the_others) {
  const Folder folder;
  const auto path = folder.path / "a.fts";
  // Finished by the other already.
  before_next_lock = [&] { put(path, TemporaryFile::named, "other"); };
  {
    AtomicFile file(path, TemporaryFile::named);
    BOOST_TEST(content(path) == "other");
    file.write("own", 3);
    BOOST_TEST(content(path) == "other");
    file.commit();
  }
  BOOST_TEST(content(path) == "own");
  // Still being written by the other.
  std::optional<AtomicFile> other;
  before_next_lock = [&] { other.emplace(path, TemporaryFile::named); };
  put(path, TemporaryFile::named, "own again");
  BOOST_TEST(content(path) == "own again");
  other->write("later", 5);
  other->commit();
  BOOST_TEST(content(path) == "later");
  BOOST_TEST(folder.names() == std::vector<std::string>{"a.fts"});
}

// It was to be a new file, and another's is there when it is whole: linked beside it, then renamed.
BOOST_DATA_TEST_CASE(what_a_program_left_that_was_killed_between_linking_and_renaming_goes_with_the_next, boost::unit_test::data::xrange(2),
                     k) {
  const Folder folder;
  const auto path = folder.path / "a.fts";
  const pid_t child = ::fork();
  BOOST_REQUIRE(child >= 0);
  if (child == 0) {
    AtomicFile file(path, TemporaryFile::nameless_if_possible);
    file.write("own", 3);
    put(path, TemporaryFile::named, "other");
    instead_of_next_rename = [] { ::raise(SIGKILL); };
    file.commit();
    ::_exit(0);
  }
  int status = 0;
  BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
  BOOST_REQUIRE(WIFSIGNALED(status));
  BOOST_TEST(content(path) == "other");
  BOOST_TEST((folder.names().size() == 2U));
  put(path, kinds[k], "next");
  BOOST_TEST(content(path) == "next");
  BOOST_TEST(folder.names() == std::vector<std::string>{"a.fts"});
}

BOOST_AUTO_TEST_CASE(what_is_linked_and_not_yet_renamed_is_not_removed_by_others) {
  const Folder folder;
  const auto path = folder.path / "a.fts";
  AtomicFile file(path, TemporaryFile::nameless_if_possible);
  file.write("own", 3);
  put(path, TemporaryFile::named, "other");
  instead_of_next_rename = [&] { put(path, TemporaryFile::named, "third"); };
  file.commit();
  BOOST_TEST(content(path) == "own");
  BOOST_TEST(folder.names() == std::vector<std::string>{"a.fts"});
}
