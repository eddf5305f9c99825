// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"

#include <QWidget>

class QFrame;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace tabletalk::ui {

class Notice;
class SchemaTree;
struct WindowContext;

/// One database: how it stands, its reading as it goes on, then what was understood.
class DatabaseDetails : public QWidget
{
    Q_OBJECT

public:
    DatabaseDetails(WindowContext &context, QWidget *parent);

    void show(ConnectionId id);
    void refresh();
    std::optional<ConnectionId> shown() const { return m_id; }

private:
    void buildHeader(QVBoxLayout *column);
    void buildProgress(QVBoxLayout *column);
    void buildUnderstood(QVBoxLayout *column);
    void refreshProgress(const api::Database &database);
    void fetchSchema(const api::Database &database);
    void takeSchema(const api::DatabaseSchema &schema);
    void remove();

    WindowContext &m_context;
    std::optional<ConnectionId> m_id;
    std::optional<Instant> m_schemaOf; ///< when the shown schema had been read
    QLabel *m_name;
    QLabel *m_kind;
    QLabel *m_readOnly;
    QLabel *m_canWrite;
    QLabel *m_url;
    QPushButton *m_ask;
    QPushButton *m_again;
    QPushButton *m_remove;
    QFrame *m_progress;
    QLabel *m_stage;
    QLabel *m_detail;
    QProgressBar *m_bar;
    QPushButton *m_cancel;
    Notice *m_notice;
    QWidget *m_understood;
    QLabel *m_organization;
    QLabel *m_evidence;
    QVBoxLayout *m_examples;
    QLineEdit *m_filter;
    SchemaTree *m_tree;
};

} // namespace tabletalk::ui
