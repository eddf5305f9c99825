tabletalk_add_tests(server LINK Tabletalk::server Qt6::Sql Qt6::Network Qt6::WebSockets TIMEOUT 180)
