// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Documents.h"

#include <QPlainTextEdit>

namespace tabletalk::ui {

/// Passages of a document one below the other, each under its place; one of them may be marked.
class PassageText : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit PassageText(QWidget *parent);

    void begin();
    bool isEmpty() const { return m_items.empty(); }
    /// Ordinal of the first that is here; 0 where none is.
    int first() const { return m_items.empty() ? 0 : m_items.front().ordinal; }
    void addAfter(const std::vector<api::PassageItem> &items);
    /// What is in view stays in view.
    void addBefore(const std::vector<api::PassageItem> &items);
    /// Marks it and brings it into view. False where it is not here.
    bool mark(PassageId passage);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Place
    {
        int begin = 0; ///< of its title
        int text = 0;
        int end = 0;
    };

    void write();
    void showMark();

    std::vector<api::PassageItem> m_items;
    std::vector<Place> m_places; ///< in the text, one for each item
    PassageId m_marked;
};

} // namespace tabletalk::ui
