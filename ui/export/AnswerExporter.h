// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/ChartData.h"
#include "ui/chat/AnswerState.h"
#include "ui/chat/Arrangement.h"
#include "ui/export/ExportChoice.h"

#include <QObject>

#include <optional>

namespace tabletalk::ui {

struct WindowContext;

/// What of an answer is to be exported.
struct ExportableAnswer
{
    ConnectionId database;
    AnswerState state;
    std::optional<ChartData> chart; ///< as it is shown
    Arrangement arrangement;        ///< of the rows, as they are shown
};

/// Asks where an answer is to go, writes it there with its progress in view, and says how
/// that went.
class AnswerExporter : public QObject
{
    Q_OBJECT

public:
    /// window: owns the dialogs.
    AnswerExporter(WindowContext &context, QWidget *window);

    void askWhere(const ExportChoice &choice, const ExportableAnswer &answer);
    void write(const ExportChoice &choice, const ExportableAnswer &answer, const QString &path);

private:
    WindowContext &m_context;
    QWidget *m_window;
};

} // namespace tabletalk::ui
