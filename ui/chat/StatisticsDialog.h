// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/ResultViews.h"
#include "ui/session/Session.h"

#include <QDialog>

class QFormLayout;
class QLabel;
class QVBoxLayout;

namespace tabletalk::ui {

/// What one column of a result holds, over all its rows. Deletes itself when closed.
class StatisticsDialog : public QDialog
{
    Q_OBJECT

public:
    StatisticsDialog(Session &session, const api::StatisticsRequest &request, const QString &columnName,
                     QWidget *parent);

private:
    void take(const api::ColumnStatistics &statistics);
    void addFigure(const QString &label, const QString &figure);
    void addFrequent(const api::ColumnStatistics &statistics);

    QLabel *m_state;
    QFormLayout *m_figures;
    QVBoxLayout *m_column;
};

} // namespace tabletalk::ui
