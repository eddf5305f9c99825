// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ODBC's functions as each is called: those that take bytes by their own names, those that take UTF-16 with a W.
// Without this, the headers take the W ones for both where UNICODE is defined, as on Windows.
#define SQL_NOUNICODEMAP

#ifdef _WIN32
#include <windows.h>
#endif
#include <sql.h>
#include <sqlext.h>
#include <sqlucode.h>
