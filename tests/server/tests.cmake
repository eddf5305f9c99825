# What the tests of the server share; the folder's tst_*.cpp are found by themselves.
file(GLOB server_support CONFIGURE_DEPENDS support/*.cpp support/*.h)
list(FILTER server_support EXCLUDE REGEX "TestRunner")
tabletalk_add_tests(server
  LINK Tabletalk::server Qt6::Sql Qt6::Network Qt6::WebSockets SQLite::SQLite3 OpenSSL::Crypto
  SOURCES ${server_support}
  TIMEOUT 180)
# Hundreds of statements on five databases, many of which run until their time is over.
set_tests_properties(server.HostileStatements PROPERTIES TIMEOUT 600)

# One PostgreSQL for a run of CTest: tests/cluster says how.
add_executable(postgres_cluster cluster/main.cpp support/PostgresServer.cpp support/PostgresServer.h)
target_include_directories(postgres_cluster PRIVATE "${CMAKE_SOURCE_DIR}")
target_link_libraries(postgres_cluster PRIVATE Qt6::Core Qt6::Network Tabletalk::Options)
set(cluster_file "${CMAKE_BINARY_DIR}/tests/postgres_cluster")
add_test(NAME server.postgres.start COMMAND postgres_cluster start "${cluster_file}")
add_test(NAME server.postgres.stop COMMAND postgres_cluster stop "${cluster_file}")
set_tests_properties(server.postgres.start PROPERTIES FIXTURES_SETUP postgres_cluster)
set_tests_properties(server.postgres.stop PROPERTIES FIXTURES_CLEANUP postgres_cluster)

# Every class whose tests have a platform database of their own runs once more with it on
# PostgreSQL. Which ones do, the headers tell that give them one. Some are about one engine:
# those of PostgreSQL have their entry with the others'.
set(of_sqlite SqlitePlatform)
set(of_postgres PostgresPlatform SeveralServers)
set(cluster FIXTURES_REQUIRED postgres_cluster)
set(cluster_environment "QT_QPA_PLATFORM=offscreen;TABLETALK_TEST_CLUSTER=${cluster_file}")
file(GLOB server_sources CONFIGURE_DEPENDS server/tst_*.cpp)
foreach(source IN LISTS server_sources)
  file(STRINGS "${source}" on_platform
    REGEX "^#include \"tests/support/(TestPlatform|People|RunningServer|PlatformPlace|NoteDatabase)\\.h\"")
  get_filename_component(stem "${source}" NAME_WE)
  string(REGEX REPLACE "^tst_" "" class "${stem}")
  if(class IN_LIST of_postgres)
    set_tests_properties(server.${class} PROPERTIES ${cluster} ENVIRONMENT "${cluster_environment}")
  elseif(on_platform AND NOT class IN_LIST of_sqlite)
    add_test(NAME server.postgres.${class} COMMAND test_server --class Test${class})
    set_tests_properties(server.postgres.${class} PROPERTIES
      TIMEOUT 180 ${cluster} ENVIRONMENT "${cluster_environment};TABLETALK_TEST_PLATFORM=postgres")
  endif()
endforeach()
