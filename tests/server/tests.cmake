# What the tests of the server share; the folder's tst_*.cpp are found by themselves.
file(GLOB server_support CONFIGURE_DEPENDS support/*.cpp support/*.h)
list(FILTER server_support EXCLUDE REGEX "TestRunner")
tabletalk_add_tests(server
  LINK Tabletalk::server Qt6::Sql Qt6::Network Qt6::WebSockets SQLite::SQLite3 OpenSSL::Crypto
  SOURCES ${server_support}
  TIMEOUT 180)
add_dependencies(test_server tabletalk-reader)
# Hundreds of statements on five databases, many of which run until their time is over.
set_tests_properties(server.HostileStatements PROPERTIES TIMEOUT 600)

# Learns from 1,400 passages and asks 450 questions of them, in a build without optimisation as well.
set_tests_properties(server.Cranfield PROPERTIES TIMEOUT 900)

# One PostgreSQL for a run of CTest: tests/cluster says how.
add_executable(postgres_cluster cluster/main.cpp support/PostgresServer.cpp support/PostgresServer.h)
target_include_directories(postgres_cluster PRIVATE "${CMAKE_SOURCE_DIR}")
target_link_libraries(postgres_cluster PRIVATE Qt6::Core Qt6::Network Tabletalk::Options)
add_test(NAME server.postgres.start COMMAND postgres_cluster start "${cluster_file}")
add_test(NAME server.postgres.stop COMMAND postgres_cluster stop "${cluster_file}")
set_tests_properties(server.postgres.start PROPERTIES FIXTURES_SETUP postgres_cluster)
set_tests_properties(server.postgres.stop PROPERTIES FIXTURES_CLEANUP postgres_cluster)

# Some classes are about one engine: those of PostgreSQL have their entry with the others'.
tabletalk_repeat_on_postgres(server EXCEPT SqlitePlatform PostgresPlatform SeveralServers Cranfield)
foreach(class PostgresPlatform SeveralServers)
  set_tests_properties(server.${class} PROPERTIES FIXTURES_REQUIRED postgres_cluster
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TABLETALK_TEST_CLUSTER=${cluster_file}")
endforeach()

# A year of 200 organisations, twice; the second time the database is opened again fifty times.
set_tests_properties(server.SimulatedYear server.postgres.SimulatedYear PROPERTIES TIMEOUT 600)

# Starts a server for each of two dozen attacks and ways.
set_tests_properties(server.SignOn server.postgres.SignOn PROPERTIES TIMEOUT 400)
