# Figures of what is understood of real and invented databases; "./dev bench understanding" prints them.
tabletalk_add_tests(understanding LINK Tabletalk::server Qt6::Network TIMEOUT 120)
