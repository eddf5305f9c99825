// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Documents.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace tabletalk::ui {

class Notice;
class Session;

/// Asks for a page of the web, or a site and how far it is followed, and adds it.
class AddressDialog : public QDialog
{
    Q_OBJECT

public:
    AddressDialog(Session &session, WorkspaceId workspace, QWidget *parent);

Q_SIGNALS:
    void added(const tabletalk::api::Document &document);

private:
    void showLimits();
    void add();

    Session &m_session;
    WorkspaceId m_workspace;
    QLineEdit *m_url;
    QCheckBox *m_isSite;
    QSpinBox *m_depth;
    QSpinBox *m_pages;
    QLineEdit *m_prefix;
    QComboBox *m_audience;
    Notice *m_notice;
    QPushButton *m_add;
};

/// The choice of who sees a document: those that need nobody named.
QComboBox *makeAudienceChoice(QWidget *parent);

} // namespace tabletalk::ui
