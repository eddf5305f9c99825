// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Documents.h"
#include "core/base/Problem.h"

#include <QWidget>

#include <functional>

class QBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tabletalk::ui {

class Notice;
class PassageText;
class SitePages;
struct Shareable;
struct WindowContext;

/// One document: how it stands, its passages or, of a site, its pages, and what can be done with it.
class DocumentPane : public QWidget
{
    Q_OBJECT

public:
    DocumentPane(WindowContext &context, QWidget *parent);

    /// The same document again shows what changed; nothing clears. With a passage, at that one, marked; where it is
    /// gone, the pane says so.
    void show(const api::Document *document, const std::optional<PassageId> &passage = {});
    /// A way back to where it was opened from; none when empty.
    void setWayBack(const QString &words);

Q_SIGNALS:
    void changed(const tabletalk::api::Document &document);
    void deleted(tabletalk::DocumentId id);
    void pageWanted(const tabletalk::api::Document &page);
    void backWanted();

private:
    void buildHead(QBoxLayout *column);
    void buildChoices(QBoxLayout *column);
    void buildButtons(QBoxLayout *column);
    void buildPassages(QBoxLayout *column);
    void connectParts();
    void showFacts();
    void showChoices();
    void beginPassages();
    void loadPassages();
    void loadEarlier();
    void askForPassages(const api::PassageListRequest &wanted, std::function<void(const api::PassageList &)> done);
    void update(const api::UpdateDocumentRequest &request);
    api::UpdateDocumentRequest request() const;
    void rename();
    void share();
    Shareable shareable() const;
    void editText();
    void reprocess();
    void remove();
    void taken(const Result<api::Document> &answer);

    WindowContext &m_context;
    std::optional<api::Document> m_document;
    QString m_shownState;              ///< for which the passages were loaded
    std::optional<PassageId> m_wanted; ///< until it is marked
    std::optional<QString> m_nextPassages;
    quint64 m_asked = 0; ///< a late answer to an earlier question is left out
    QPushButton *m_back;
    QLineEdit *m_name;
    QLabel *m_about;
    Notice *m_notice;
    QWidget *m_choices;
    QLabel *m_seenBy;
    QPushButton *m_share;
    QLabel *m_languageLabel;
    QComboBox *m_language;
    QPushButton *m_active;
    QPushButton *m_edit;
    QPushButton *m_reprocess;
    QPushButton *m_delete;
    QLabel *m_passagesTitle;
    Notice *m_passagesNotice;
    QPushButton *m_earlier;
    PassageText *m_passages;
    QPushButton *m_more;
    SitePages *m_pages;
};

} // namespace tabletalk::ui
