#include "core/card/note.h"

using namespace Qt::StringLiterals;

namespace docket::card
{

QString noteCodeName(NoteCode code)
{
    switch (code) {
    case NoteCode::NotUtf8:
        return u"not-utf8"_s;
    case NoteCode::TooLong:
        return u"too-long"_s;
    case NoteCode::TooManyNodes:
        return u"too-many-nodes"_s;
    case NoteCode::TooManyRows:
        return u"too-many-rows"_s;
    case NoteCode::TooManyColumns:
        return u"too-many-columns"_s;
    case NoteCode::TooManyPictures:
        return u"too-many-pictures"_s;
    case NoteCode::TooDeep:
        return u"too-deep"_s;
    case NoteCode::Refused:
        return u"refused"_s;
    case NoteCode::FrontMatterUnclosed:
        return u"front-matter-unclosed"_s;
    case NoteCode::FrontMatterInvalid:
        return u"front-matter-invalid"_s;
    case NoteCode::FrontMatterNotMapping:
        return u"front-matter-not-mapping"_s;
    case NoteCode::FrontMatterDuplicateKey:
        return u"front-matter-duplicate-key"_s;
    case NoteCode::FrontMatterLimit:
        return u"front-matter-limit"_s;
    case NoteCode::ElementsDropped:
        return u"elements-dropped"_s;
    case NoteCode::LinkRefused:
        return u"link-refused"_s;
    case NoteCode::PictureRefused:
        return u"picture-refused"_s;
    case NoteCode::HiddenCharacters:
        return u"hidden-characters"_s;
    case NoteCode::MixedScript:
        return u"mixed-script"_s;
    case NoteCode::HiddenText:
        return u"hidden-text"_s;
    case NoteCode::LinkElsewhere:
        return u"link-elsewhere"_s;
    case NoteCode::MarksClamped:
        return u"marks-clamped"_s;
    }
    return u"unknown"_s;
}

} // namespace docket::card
