// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Documents.h"
#include "core/base/Problem.h"

#include <QTimer>
#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSplitter;
class QTableView;

namespace tabletalk::ui {

class EmptyState;
class DocumentModel;
class DocumentPane;
class UploadQueue;
struct DocumentPlace;
struct UploadReport;
struct WindowContext;

/// The panel of a workspace's documents: files dropped on it or chosen, addresses and texts added, and how each
/// stands, as it changes.
class KnowledgeWidget : public QWidget
{
    Q_OBJECT

public:
    KnowledgeWidget(WindowContext &context, QWidget *parent);

    void addFiles(const QStringList &paths);
    /// A document, whether the list has it or not, at a passage if one is named.
    void showPlace(const DocumentPlace &place);

protected:
    void showEvent(QShowEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    /// A document that was not chosen in the list: where it was asked for, or the site that it is a page of.
    struct Opened
    {
        api::Document document;
        QString from;
        std::optional<api::Document> site;
        std::optional<PassageId> passage; ///< until it is shown
    };

    void buildHead(QBoxLayout *column);
    void buildProgress(QBoxLayout *column);
    void buildList(QBoxLayout *column);
    QWidget *buildEmpty();
    void connectParts();
    void connectSession();
    void begin();
    void setWorkspace(WorkspaceId workspace);
    const api::Document *shown() const;
    void goBack();
    QString wayBack() const;
    void follow();
    void lookAgain();
    void connectUploads();
    void leaveFiles();
    void tell(const UploadReport &report);
    void readOpened();
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
    QStringList m_dropped; ///< before the workspace was known
    std::optional<Opened> m_opened;
    api::DocumentProgress m_progress;
    bool m_isWorking = false;
    bool m_isListed = false;
    std::optional<Problem> m_listFailure;
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
    QPushButton *m_stop;
    QProgressBar *m_bar;
    QSplitter *m_listPart;
    QTableView *m_table;
    DocumentPane *m_pane;
    EmptyState *m_empty;
    QPushButton *m_retry;
};

} // namespace tabletalk::ui
