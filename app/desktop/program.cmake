# The window with its own server in it.
tabletalk_add_program(tabletalk
  SOURCES desktop/main.cpp desktop/DesktopOptions.cpp desktop/DesktopOptions.h desktop/EmbeddedStart.cpp desktop/EmbeddedStart.h desktop/ProcessAge.cpp desktop/ProcessAge.h
  LINK Tabletalk::ui Tabletalk::server)
