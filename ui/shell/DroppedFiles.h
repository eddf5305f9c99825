// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QMimeData;

namespace tabletalk::ui {

/// Which panel takes a file that was dropped on the window, told from its first bytes and, for texts, from its name:
/// "connections" for a database, "knowledge" for a document, empty for what neither takes.
QString panelForFile(const QString &path);

/// The files of this machine among what is dragged.
QStringList localFiles(const QMimeData &data);

} // namespace tabletalk::ui
