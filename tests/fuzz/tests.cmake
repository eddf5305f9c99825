# Invented questions to invented databases: a bounded part as tests, without an end by "./dev fuzz".
tabletalk_add_tests(fuzz
  LINK Tabletalk::server Qt6::Network SQLite::SQLite3
  SOURCES support/PostgresServer.cpp support/PostgresServer.h
  TIMEOUT 180)

file(GLOB fuzz_sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/*.cpp" "${CMAKE_CURRENT_LIST_DIR}/program/*.cpp")
list(FILTER fuzz_sources EXCLUDE REGEX "/tst_")
add_executable(fuzz_questions EXCLUDE_FROM_ALL ${fuzz_sources})
target_include_directories(fuzz_questions PRIVATE "${CMAKE_SOURCE_DIR}")
target_link_libraries(fuzz_questions PRIVATE Tabletalk::server Qt6::Network SQLite::SQLite3 Tabletalk::Options)
