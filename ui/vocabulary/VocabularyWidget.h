// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "ui/vocabulary/VocabularyDraft.h"

#include <QWidget>

#include <functional>
#include <vector>

class QBoxLayout;
class QFrame;
class QLabel;
class QLineEdit;
class QPushButton;
class QTabWidget;

namespace tabletalk::ui {

class EntrySection;
class HistorySection;
class Notice;
struct WindowContext;

/// The editor of a connection's business vocabulary: a tab for each list and one for the
/// history. What is changed stays here until it is saved.
class VocabularyWidget : public QWidget
{
    Q_OBJECT

public:
    VocabularyWidget(WindowContext &context, QWidget *parent);

    /// Shows the vocabulary of a connection. Asks first when another's would lose changes.
    void show(ConnectionId connection);
    using QWidget::show;
    bool hasUnsavedChanges() const { return m_draft->isDirty(); }

    /// Seams for tests: the path of a file, or nothing; whether it may be done.
    std::function<QString()> chooseFileToImport;
    std::function<QString(const QString &suggestion)> chooseFileToExport;
    std::function<bool(const QString &title, const QString &text, const QString &action)> ask;

Q_SIGNALS:
    void unsavedChanged(bool unsaved);

private:
    void buildHeader(QBoxLayout *column);
    void buildConflict(QBoxLayout *column);
    void buildTabs(QBoxLayout *column);
    void buildFooter(QBoxLayout *column);
    void connectDraft();
    void refresh();
    void save();
    void discard();
    void importFile();
    void exportFile();
    void showDropped(const std::vector<api::VocabularyIssue> &dropped);
    bool mayEdit() const;

    WindowContext &m_context;
    VocabularyDraft *m_draft;
    QLabel *m_state;
    QPushButton *m_import;
    QPushButton *m_export;
    Notice *m_notice;
    QWidget *m_conflictButtons;
    QTabWidget *m_tabs;
    std::vector<EntrySection *> m_sections;
    HistorySection *m_history;
    QFrame *m_footer;
    QLabel *m_unsaved;
    QLineEdit *m_note;
    QPushButton *m_discard;
    QPushButton *m_save;
    bool m_wasDirty = false;
};

} // namespace tabletalk::ui
