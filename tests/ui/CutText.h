// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace tabletalk::test {

/// Buttons that are narrower than their words, and labels that show less than they say and have no ellipsis to say so.
QStringList cutTexts(const QWidget &root);

/// Where a text stands, for who reads of a failure.
QString placeOf(const QWidget &widget, const QString &text);

} // namespace tabletalk::test
