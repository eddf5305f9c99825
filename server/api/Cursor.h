// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace tabletalk {

/// Cursors of lists: opaque to clients, a few texts (the sort key of the last item) to us.
QString encodeCursor(const QStringList &parts);

/// Throws InvalidRequest at params.cursor when it is none of ours.
QStringList decodeCursor(const QString &cursor, qsizetype parts);

/// The limit of a list request: 50 when absent. Throws InvalidRequest outside 1 to 200.
int pageLimit(std::optional<int> requested);

} // namespace tabletalk
