# The real window; tst_Desktop drives it against the real embedded server, a real
# PostgreSQL and a separate tabletalkd.
tabletalk_add_tests(ui GUI
  LINK Tabletalk::ui Tabletalk::server Qt6::Sql Qt6::WebSockets LibArchive::LibArchive
  SOURCES support/PostgresServer.cpp support/PostgresServer.h support/PlatformPlace.cpp support/PlatformPlace.h
          ../app/desktop/AnswerWatch.cpp ../app/desktop/AnswerWatch.h
          ../app/desktop/EmbeddedSharing.cpp ../app/desktop/EmbeddedSharing.h
          ../app/desktop/Autostart.cpp ../app/desktop/Autostart.h
          ../app/desktop/SingleInstance.cpp ../app/desktop/SingleInstance.h
          ../app/desktop/EmbeddedStart.cpp ../app/desktop/EmbeddedStart.h
          ../app/rest/RestClient.cpp ../app/rest/RestClient.h
  TIMEOUT 180)
if(TARGET tabletalkd)
  add_dependencies(test_ui tabletalkd tabletalk-reader)
endif()

# It listens again at a port that it gave up, which the servers of other tests may take meanwhile.
set_tests_properties(ui.Transport PROPERTIES RUN_SERIAL TRUE)
# It walks all panels with the Tab key, in four sets of colours.
set_tests_properties(ui.EveryPanel PROPERTIES TIMEOUT 900)
# It fills a shop and goes through every panel; the first visit must take a minute at most, so nothing runs beside it.
set_tests_properties(ui.GuidePictures PROPERTIES TIMEOUT 600)
set_tests_properties(ui.FilledPanels PROPERTIES TIMEOUT 1200)
set_tests_properties(ui.FirstVisit PROPERTIES TIMEOUT 400 RUN_SERIAL TRUE)
