// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sql/SqlCompletion.h"

#include <QWidget>

#include <functional>

namespace tabletalk::ui {

class SuggestionPopup;

/// A field for one statement, with words offered while it is written. Ctrl+Enter runs it, Escape
/// leaves it, Ctrl+Space offers words, and the Tab key goes on to the next control, unless words
/// are offered: then it takes one.
class SqlEditor : public QWidget
{
    Q_OBJECT

public:
    using Complete = std::function<SqlCompletion(const QString &sql, int cursor, bool askedFor)>;

    explicit SqlEditor(QWidget *parent);

    void setComplete(Complete complete) { m_complete = std::move(complete); }
    /// More is known than before: what is offered is looked up again.
    void completeAgain();
    virtual QString text() const = 0;
    virtual void setText(const QString &text) = 0;
    /// Underlined until the text changes; the cursor goes to the first.
    virtual void mark(const std::vector<SqlPlace> &places) = 0;
    virtual QWidget *input() const = 0;
    virtual int cursor() const = 0; ///< in UTF-16 units
    const SuggestionPopup *popup() const { return m_popup; }

Q_SIGNALS:
    void changed();
    void runWanted();
    void leaveWanted();

protected:
    /// To be called once with the widget that takes the keys.
    void watch(QWidget *input);
    bool eventFilter(QObject *watched, QEvent *event) override;
    /// To be called when a person changed the text.
    void onTyped();
    virtual void replace(int from, int to, const QString &text) = 0;
    virtual QRect cursorRect() const = 0; ///< within input()

private:
    bool takeKey(int key, Qt::KeyboardModifiers modifiers);
    bool takePopupKey(int key);
    void offer(bool askedFor);
    void accept();

    Complete m_complete;
    SuggestionPopup *m_popup;
    SqlCompletion m_offered;
};

/// In QScintilla where this program was built with it.
SqlEditor *makeSqlEditor(QWidget *parent);

} // namespace tabletalk::ui
