# The load generator: many signed-in WebSocket users against one server.
file(GLOB load_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.cpp ${CMAKE_CURRENT_LIST_DIR}/*.h)
tabletalk_add_program(tabletalk-load
  SOURCES ${load_sources} rest/RestClient.cpp rest/RestClient.h
  LINK Tabletalk::server Tabletalk::core Qt6::Core Qt6::Network)
