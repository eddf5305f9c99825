# The headless server.
file(GLOB daemon_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.cpp ${CMAKE_CURRENT_LIST_DIR}/*.h)
tabletalk_add_program(tabletalkd
  DESCRIPTION "Tabletalk server"
  SOURCES ${daemon_sources} rest/RestClient.cpp rest/RestClient.h terminal/Terminal.cpp terminal/Terminal.h
  LINK Tabletalk::server Tabletalk::core Qt6::Core Qt6::Network)
