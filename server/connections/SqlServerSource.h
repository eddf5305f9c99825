// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connect/ConnectionUrl.h"
#include "core/connect/OdbcAttributes.h"

#include <QStringList>

namespace tabletalk {

/// The ODBC attributes for a sqlserver:// URL and the best driver that is installed: Microsoft's newest,
/// else FreeTDS; the option "driver" chooses another of them. sslmode becomes each driver's own
/// words. They still have to pass checkOdbcSource(). UnsupportedDatabase, with what to
/// install, when there is no driver, or none that can do what sslmode asks.
Result<OdbcAttributes> sqlServerAttributes(const ConnectionUrl &url, const QStringList &installed);

} // namespace tabletalk
