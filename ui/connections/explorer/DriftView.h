// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "core/base/Problem.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTreeView;

namespace tabletalk::ui {

class DriftModel;
class Notice;
struct WindowContext;

/// What changed in the database since the reading before, and reading it again.
class DriftView : public QWidget
{
    Q_OBJECT

public:
    DriftView(WindowContext &context, QWidget *parent);

    void show(ConnectionId id);

Q_SIGNALS:
    /// How many changes there are; 0 when none or not known.
    void counted(qint64 changes);
    void tableWanted(const QString &schema, const QString &name);

private:
    void take(const api::SchemaDrift &drift);
    void updateButtons();

    WindowContext &m_context;
    std::optional<ConnectionId> m_id;
    DriftModel *m_model;
    QLabel *m_title;
    QLabel *m_detail;
    Notice *m_notice;
    QTreeView *m_view;
    QPushButton *m_changed;
    QPushButton *m_everything;
};

} // namespace tabletalk::ui
