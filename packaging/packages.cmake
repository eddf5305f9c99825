# CPack: Debian packages, RPM, a tar archive, and a bundle that brings its libraries along. Run it with
# "./dev package", which makes the release build first and checks what came out.

set(CPACK_PACKAGE_NAME tabletalk)
set(CPACK_PACKAGE_VENDOR "The Tabletalk project")
set(CPACK_PACKAGE_CONTACT "The Tabletalk project <packages@tabletalk.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "ask your own tables in plain words")
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_RESOURCE_FILE_LICENSE "${CMAKE_SOURCE_DIR}/LICENSE")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_OUTPUT_FILE_PREFIX "${CMAKE_BINARY_DIR}/packages")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_RELOCATABLE OFF) # units and settings have their places
set(CPACK_COMPONENTS_ALL tools desktop server)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(description_common "Connect a database, ask a question as you would ask a colleague, and get a
table, a chart and a sentence, with the SQL in view. It works without a
language model and without a network, and only ever reads.")

# --- Debian
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION database)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(debian "${CMAKE_CURRENT_LIST_DIR}/debian")

set(CPACK_DEBIAN_TOOLS_PACKAGE_NAME tabletalk-tools)
set(CPACK_COMPONENT_TOOLS_DISPLAY_NAME "ask your own tables in plain words (terminal program)")
set(CPACK_COMPONENT_TOOLS_DESCRIPTION "${description_common}

This package has the program for the terminal, and the reader of documents
that window and server share.")
set(CPACK_DEBIAN_TOOLS_PACKAGE_DEPENDS "libqt6sql6-sqlite")
set(CPACK_DEBIAN_TOOLS_PACKAGE_RECOMMENDS "tesseract-ocr")

set(CPACK_DEBIAN_DESKTOP_PACKAGE_NAME tabletalk)
set(CPACK_COMPONENT_DESKTOP_DISPLAY_NAME "ask your own tables in plain words (window)")
set(CPACK_COMPONENT_DESKTOP_DESCRIPTION "${description_common}

This package has the window, with a server of its own in it.")
set(CPACK_DEBIAN_DESKTOP_PACKAGE_DEPENDS "tabletalk-tools (= ${PROJECT_VERSION}-1), libqt6sql6-sqlite, libqt6svg6, qt6-qpa-plugins")
set(CPACK_DEBIAN_DESKTOP_PACKAGE_RECOMMENDS "qt6-translations-l10n, qt6-wayland, fonts-noto-core, fonts-noto-cjk, gnome-keyring | kwalletmanager")
set(CPACK_DEBIAN_DESKTOP_PACKAGE_SUGGESTS "tabletalk-server")

set(CPACK_DEBIAN_SERVER_PACKAGE_NAME tabletalk-server)
set(CPACK_COMPONENT_SERVER_DISPLAY_NAME "ask your own tables in plain words (server)")
set(CPACK_COMPONENT_SERVER_DESCRIPTION "${description_common}

This package has the server for many organisations, as a service.")
set(CPACK_DEBIAN_SERVER_PACKAGE_DEPENDS "tabletalk-tools (= ${PROJECT_VERSION}-1), libqt6sql6-sqlite, adduser")
set(CPACK_DEBIAN_SERVER_PACKAGE_RECOMMENDS "ca-certificates")
set(CPACK_DEBIAN_SERVER_PACKAGE_SUGGESTS "postgresql")
set(CPACK_DEBIAN_SERVER_PACKAGE_CONTROL_EXTRA
  "${debian}/postinst" "${debian}/prerm" "${debian}/postrm" "${debian}/conffiles")

# --- RPM: with their libraries, as the bundle, since Fedora and openSUSE name and version some of them differently
set(CPACK_RPM_COMPONENT_INSTALL ON)
set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_LICENSE "GPL-3.0-or-later")
set(CPACK_RPM_PACKAGE_GROUP "Applications/Databases")
set(CPACK_RPM_PACKAGE_RELEASE 1)
set(CPACK_RPM_TOOLS_PACKAGE_NAME tabletalk-tools)
set(CPACK_RPM_DESKTOP_PACKAGE_NAME tabletalk)
set(CPACK_RPM_SERVER_PACKAGE_NAME tabletalk-server)
set(CPACK_RPM_DESKTOP_PACKAGE_REQUIRES "tabletalk-tools = ${PROJECT_VERSION}-1")
set(CPACK_RPM_SERVER_PACKAGE_REQUIRES "tabletalk-tools = ${PROJECT_VERSION}-1")
set(CPACK_RPM_SERVER_PACKAGE_REQUIRES_POST "systemd, coreutils")
set(CPACK_RPM_SERVER_POST_UNINSTALL_SCRIPT_FILE "${CMAKE_CURRENT_LIST_DIR}/rpm/postun")
set(CPACK_RPM_SERVER_POST_INSTALL_SCRIPT_FILE "${CMAKE_CURRENT_LIST_DIR}/rpm/post")
set(CPACK_RPM_SERVER_PRE_UNINSTALL_SCRIPT_FILE "${CMAKE_CURRENT_LIST_DIR}/rpm/preun")
set(CPACK_RPM_SERVER_USER_FILELIST "%config(noreplace) /etc/tabletalk/tabletalkd.conf")
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
  /etc /etc/tabletalk /usr/libexec /usr/lib/systemd /usr/lib/systemd/system /usr/lib/sysusers.d
  /usr/share/applications /usr/share/bash-completion /usr/share/bash-completion/completions /usr/share/doc
  /usr/share/icons /usr/share/icons/hicolor /usr/share/icons/hicolor/scalable /usr/share/icons/hicolor/scalable/apps
  /usr/share/man /usr/share/man/man1 /usr/share/man/man8 /usr/share/metainfo)

# --- one archive with everything in it
set(CPACK_ARCHIVE_COMPONENT_INSTALL OFF)

set(CPACK_PRE_BUILD_SCRIPTS "${CMAKE_CURRENT_LIST_DIR}/rpm/with_libraries.cmake")

# --- a bundle with its libraries: the folder layout of an AppDir
set(CPACK_EXTERNAL_ENABLE_STAGING ON)
set(CPACK_EXTERNAL_PACKAGE_SCRIPT "${CMAKE_CURRENT_LIST_DIR}/linux/bundle.cmake")
set(CPACK_PROPERTIES_FILES "")

include(CPack)
