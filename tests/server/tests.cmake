# What the tests of the server share; the folder's tst_*.cpp are found by themselves.
tabletalk_add_tests(server
  LINK Tabletalk::server Qt6::Sql Qt6::Network Qt6::WebSockets SQLite::SQLite3 OpenSSL::Crypto
  SOURCES support/PostgresServer.cpp support/PostgresServer.h support/MariaDbServer.cpp support/MariaDbServer.h
          support/TlsFiles.cpp support/TlsFiles.h support/SampleOnMariaDb.cpp support/SampleOnMariaDb.h
  TIMEOUT 180)
