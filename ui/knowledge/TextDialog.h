// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Documents.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace tabletalk::ui {

class Notice;
class Session;

/// Writes a text for a workspace to know, or changes one.
class TextDialog : public QDialog
{
    Q_OBJECT

public:
    /// changed: the text to change; a new one when absent.
    TextDialog(Session &session, WorkspaceId workspace, const std::optional<api::Document> &changed, QWidget *parent);

Q_SIGNALS:
    void saved(const tabletalk::api::Document &document);

private:
    void save();

    Session &m_session;
    WorkspaceId m_workspace;
    std::optional<DocumentId> m_changed;
    QLineEdit *m_name;
    QPlainTextEdit *m_text;
    QComboBox *m_audience = nullptr;
    Notice *m_notice;
    QPushButton *m_save;
};

} // namespace tabletalk::ui
