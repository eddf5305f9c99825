# The window with its own server in it.
tabletalk_add_program(tabletalk
  DESCRIPTION "Tabletalk"
  SOURCES desktop/main.cpp desktop/AnswerWatch.cpp desktop/AnswerWatch.h desktop/Autostart.cpp desktop/Autostart.h desktop/SingleInstance.cpp desktop/SingleInstance.h desktop/DesktopOptions.cpp desktop/DesktopOptions.h desktop/EmbeddedStart.cpp desktop/EmbeddedStart.h desktop/EmbeddedSharing.cpp desktop/EmbeddedSharing.h desktop/ProcessAge.cpp desktop/ProcessAge.h desktop/SystemLook.cpp desktop/SystemLook.h
  LINK Tabletalk::ui Tabletalk::server)
# The desktop's own light, dark and contrast, where there is a bus to ask.
find_package(Qt6 6.4 QUIET OPTIONAL_COMPONENTS DBus)
if(TARGET Qt6::DBus)
  target_link_libraries(tabletalk PRIVATE Qt6::DBus)
  target_compile_definitions(tabletalk PRIVATE TABLETALK_DBUS)
endif()
# No console beside the window.
set_target_properties(tabletalk PROPERTIES WIN32_EXECUTABLE ON)
