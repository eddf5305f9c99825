// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Documents.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class DocumentModel;
class Notice;
class Session;

/// The pages of a web site that were read: how each stands, why one could not be read, and the way to its passages.
class SitePages : public QWidget
{
    Q_OBJECT

public:
    SitePages(Session &session, QWidget *parent);

    /// The same site again shows what changed.
    void show(const api::Document &site);

Q_SIGNALS:
    void pageWanted(const tabletalk::api::Document &page);

private:
    void updateState();

    DocumentModel *m_model;
    DocumentId m_site;
    QComboBox *m_state;
    QTableView *m_table;
    QLabel *m_none;
    Notice *m_notice;
    QPushButton *m_open;
};

} // namespace tabletalk::ui
