#include "core/card/honestyhtml.h"

#include "core/card/textwriter.h"

namespace docket::card
{

namespace
{

const QString* labelOf(NoteCode code, const RenderLabels& labels)
{
    switch (code) {
    case NoteCode::HiddenCharacters:
        return &labels.invisible;
    case NoteCode::MixedScript:
        return &labels.mixedScript;
    case NoteCode::HiddenText:
        return &labels.hiddenText;
    case NoteCode::LinkElsewhere:
        return &labels.linkElsewhere;
    default:
        return nullptr;
    }
}

} // namespace

QByteArray honestyHtml(const QList<Note>& notes, const RenderLabels& labels)
{
    constexpr int maximum = 40;
    std::string list;
    int count = 0;
    for (const Note& note : notes) {
        const QString* label = labelOf(note.code, labels);
        if (!label || note.line == 0 || ++count > maximum)
            continue;
        list += "<li>" + std::to_string(note.line) + ": " + escapedAttribute(utf8(*label)) + " (";
        list += escapedAttribute(utf8(note.detail)) + ")</li>";
    }
    if (list.empty())
        return {};
    const std::string html = "<details class=\"card-notes\" dir=\"auto\"><summary>"
        + escapedAttribute(utf8(labels.notAsItSeems)) + "</summary><ul>" + list + "</ul></details>";
    return QByteArray(html.data(), qsizetype(html.size()));
}

} // namespace docket::card
