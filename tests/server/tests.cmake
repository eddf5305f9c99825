# What the tests of the server share; the folder's tst_*.cpp are found by themselves.
file(GLOB server_support CONFIGURE_DEPENDS support/*.cpp support/*.h)
list(FILTER server_support EXCLUDE REGEX "TestRunner")
tabletalk_add_tests(server
  LINK Tabletalk::server Qt6::Sql Qt6::Network Qt6::WebSockets SQLite::SQLite3 OpenSSL::Crypto
  SOURCES ${server_support}
  TIMEOUT 180)
# Hundreds of statements on five databases, many of which run until their time is over.
set_tests_properties(server.HostileStatements PROPERTIES TIMEOUT 600)

# The classes that touch the platform database, once more with it on PostgreSQL. Each starts
# one server and gives every test a copy of one migrated database.
set(platform_classes AccountService Audit ConnectionHealth EventService JobService Tenants Usage Vault)
foreach(class IN LISTS platform_classes)
  add_test(NAME server.postgres.${class} COMMAND test_server --class Test${class})
  set_tests_properties(server.postgres.${class} PROPERTIES
    TIMEOUT 180 ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TABLETALK_TEST_PLATFORM=postgres")
endforeach()
