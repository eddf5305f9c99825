// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/AccuracyTests.h"

class QPlainTextEdit;
class QWidget;

namespace tabletalk::ui {

/// The words of accuracy tests that several views share.
QString verdictText(const QString &verdict);
/// "84 %", or a dash where nothing counted.
QString accuracyText(const std::optional<double> &accuracy);
QString runStateText(const api::AccuracyRun &run);
QString sourceText(const QString &source);

/// A few lines that show statements, to be read and copied.
QPlainTextEdit *makeStatementView(const QString &objectName, const QString &accessibleName, QWidget *parent);

} // namespace tabletalk::ui
