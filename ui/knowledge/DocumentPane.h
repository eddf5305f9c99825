// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Documents.h"
#include "core/base/Problem.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace tabletalk::ui {

class Notice;
struct WindowContext;

/// One document: how it stands, what its passages are, and what can be done with it.
class DocumentPane : public QWidget
{
    Q_OBJECT

public:
    DocumentPane(WindowContext &context, QWidget *parent);

    /// The same document again shows what changed; nothing clears.
    void show(const api::Document *document);

Q_SIGNALS:
    void changed(const tabletalk::api::Document &document);
    void deleted(tabletalk::DocumentId id);

private:
    void build();
    void connectParts();
    void showFacts();
    void loadPassages();
    void showPassages(const api::PassageList &list);
    void update(const api::UpdateDocumentRequest &request);
    api::UpdateDocumentRequest request() const;
    void rename();
    void chooseAudience();
    void editText();
    void reprocess();
    void remove();
    void taken(const Result<api::Document> &answer);

    WindowContext &m_context;
    std::optional<api::Document> m_document;
    QString m_shownState; ///< for which the passages were loaded
    std::optional<QString> m_nextPassages;
    QLineEdit *m_name;
    QLabel *m_about;
    Notice *m_notice;
    QComboBox *m_audience;
    QPushButton *m_active;
    QPushButton *m_edit;
    QPushButton *m_reprocess;
    QPushButton *m_delete;
    QLabel *m_passagesTitle;
    QPlainTextEdit *m_passages;
    QPushButton *m_more;
};

} // namespace tabletalk::ui
