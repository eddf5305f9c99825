// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Search.h"
#include "core/base/Problem.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace tabletalk::ui {

class BusyDots;
class Notice;
struct WindowContext;

/// What one way of searching found, the best first; alone or beside others.
class ResultColumn : public QWidget
{
    Q_OBJECT

public:
    ResultColumn(WindowContext &context, const QString &mode, bool narrow, QWidget *parent);

    void search(api::SearchRequest request);

Q_SIGNALS:
    void passageWanted(tabletalk::DocumentId document, tabletalk::PassageId passage);
    void onlyWanted(tabletalk::DocumentId document, const QString &name);

private:
    void take(const Result<api::SearchAnswer> &answer);
    void clear();

    WindowContext &m_context;
    QString m_mode;
    bool m_narrow;
    quint64 m_asked = 0; ///< an answer to an earlier question comes too late
    QLabel *m_title;
    QLabel *m_facts;
    BusyDots *m_busy;
    Notice *m_notice;
    QLabel *m_none;
    QVBoxLayout *m_hits;
};

} // namespace tabletalk::ui
