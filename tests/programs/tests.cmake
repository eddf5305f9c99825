# The programs as users start them.
tabletalk_add_tests(programs
  LINK Tabletalk::server Tabletalk::core Qt6::Core Qt6::Network Qt6::Sql Qt6::WebSockets LibArchive::LibArchive
  SOURCES
    support/DaemonProcess.cpp support/DaemonProcess.h
    support/PlatformPlace.cpp support/PlatformPlace.h
    support/PostgresServer.cpp support/PostgresServer.h
    support/ModelWords.cpp support/ModelWords.h support/ScriptedServer.cpp support/ScriptedServer.h
    support/SocketWatch.cpp support/SocketWatch.h
    ${CMAKE_SOURCE_DIR}/app/rest/RestClient.cpp ${CMAKE_SOURCE_DIR}/app/rest/RestClient.h
  TIMEOUT 180)
add_dependencies(test_programs tabletalk-cli tabletalkd tabletalk-load tabletalk-reader)
if(TARGET tabletalk)
  add_dependencies(test_programs tabletalk)
endif()
tabletalk_repeat_on_postgres(programs EXCEPT KnowledgeBulk)
# Thousands of files, a large one, and servers that are killed.
set_tests_properties(programs.Knowledge programs.postgres.Knowledge programs.KnowledgeBulk PROPERTIES TIMEOUT 1500)
# One of its functions takes minutes, and on a busy machine more than the five that Qt Test allows any.
set_property(TEST programs.KnowledgeBulk APPEND PROPERTY ENVIRONMENT "QTEST_FUNCTION_TIMEOUT=1200000")
