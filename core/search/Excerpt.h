// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QString>

namespace tabletalk::search {

/// The part of a text, of about that length, that has the most of the terms; its beginning where it has none.
QString excerptOf(const QString &text, QStringView language, const QSet<QString> &terms, qsizetype length);

/// The first word of a text that is one of the terms, as it stands there; empty when there is none.
QString firstOf(const QString &text, QStringView language, const QSet<QString> &terms);

} // namespace tabletalk::search
