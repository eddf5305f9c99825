// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Documents.h"

#include <QTimer>
#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class DocumentModel;
class DocumentPane;
class UploadQueue;
struct WindowContext;

/// The panel of a workspace's documents: files dropped on it or chosen, addresses and texts added, and how each
/// stands, as it changes.
class KnowledgeWidget : public QWidget
{
    Q_OBJECT

public:
    KnowledgeWidget(WindowContext &context, QWidget *parent);

    void addFiles(const QStringList &paths);

protected:
    void showEvent(QShowEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildHead(QBoxLayout *column);
    void buildProgress(QBoxLayout *column);
    void buildList(QBoxLayout *column);
    QWidget *buildEmpty();
    void connectParts();
    void connectSession();
    void findWorkspace();
    void follow();
    void lookAgain();
    void showProgress(const api::DocumentProgress &progress);
    void showStanding();
    void noteEnd(const api::DocumentProgress &progress);
    void showChosen();
    void updateEmpty();
    void chooseFiles();
    void addAddress();
    void addText();

    WindowContext &m_context;
    DocumentModel *m_model;
    UploadQueue *m_uploads;
    QTimer m_searchTimer;
    QTimer m_soon;  ///< gathers what changed
    QTimer m_later; ///< for what other servers do
    WorkspaceId m_workspace;
    api::DocumentProgress m_progress;
    bool m_isWorking = false;
    qint64 m_mostWaiting = 0; ///< bytes, since nothing waited
    qint64 m_failedBefore = 0;
    qint64 m_completedBefore = 0;
    QLineEdit *m_search;
    QComboBox *m_state;
    QPushButton *m_addFiles;
    QPushButton *m_addAddress;
    QPushButton *m_addText;
    QWidget *m_standing;
    QLabel *m_standingText;
    QProgressBar *m_bar;
    QWidget *m_listPart;
    QTableView *m_table;
    DocumentPane *m_pane;
    QWidget *m_empty;
    QLabel *m_emptyTitle;
    QLabel *m_emptyText;
};

} // namespace tabletalk::ui
