//! Reads typed values out of JSON that is a tree already. Every type that can be read is compiled once for each source it is read from;
//! this is one source for all that is small: fields, commands, replies. It also asks a type for one shape at a time, so that the shapes
//! nobody sends (structs as lists, numbers as text) are not compiled at all. What is long is read straight from its text instead.

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde_json::{Error, Value};

/// Reads a typed value from JSON text.
///
/// # Errors
/// When the text is no JSON, a required field is missing or a known field has the wrong type.
pub fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    T::deserialize(Tree::Value(&serde_json::from_str(text)?))
}

/// Reads a typed value from JSON as it came over the wire.
///
/// # Errors
/// As [`from_str`].
pub fn from_slice<T: DeserializeOwned>(json: &[u8]) -> Result<T, Error> {
    T::deserialize(Tree::Value(&serde_json::from_slice(json)?))
}

/// Reads a typed value from named fields.
pub(crate) fn from_fields<T: DeserializeOwned>(
    fields: &BTreeMap<String, Value>,
) -> Result<T, Error> {
    T::deserialize(Tree::Fields(fields))
}

#[derive(Clone, Copy)]
enum Tree<'a> {
    Value(&'a Value),
    Fields(&'a BTreeMap<String, Value>),
}

type Pairs<'a> = Box<dyn Iterator<Item = (&'a String, &'a Value)> + 'a>;

impl<'a> Tree<'a> {
    fn pairs(self) -> Option<Pairs<'a>> {
        match self {
            Self::Value(value) => value
                .as_object()
                .map(|map| Box::new(map.iter()) as Pairs<'a>),
            Self::Fields(fields) => Some(Box::new(fields.iter())),
        }
    }

    fn value(self) -> Option<&'a Value> {
        match self {
            Self::Value(value) => Some(value),
            Self::Fields(_) => None,
        }
    }

    fn map(self) -> Result<Map<'a>, Error> {
        let pairs = self.pairs().ok_or_else(|| expected("an object"))?;
        Ok(Map { pairs, next: None })
    }

    fn list(self) -> Result<List<'a>, Error> {
        let items = self.value().and_then(Value::as_array);
        items
            .map(|items| List(items.iter()))
            .ok_or_else(|| expected("a list"))
    }

    fn text(self) -> Result<&'a str, Error> {
        let text = self.value().and_then(Value::as_str);
        text.ok_or_else(|| expected("a text"))
    }

    fn truth(self) -> Result<bool, Error> {
        let truth = self.value().and_then(Value::as_bool);
        truth.ok_or_else(|| expected("true or false"))
    }

    fn count(self) -> Result<u64, Error> {
        let count = self.value().and_then(Value::as_u64);
        count.ok_or_else(|| expected("a whole number, not negative"))
    }

    fn whole(self) -> Result<i64, Error> {
        let whole = self.value().and_then(Value::as_i64);
        whole.ok_or_else(|| expected("a whole number"))
    }

    fn number(self) -> Result<f64, Error> {
        let number = self.value().and_then(Value::as_f64);
        number.ok_or_else(|| expected("a number"))
    }
}

fn expected(what: impl Display) -> Error {
    Error::custom(format_args!("not {what}"))
}

/// One shape for each question: `deserialize_x` asks the tree for it and the visitor gets just that.
macro_rules! shapes {
    ($($ask:ident: $take:ident, $give:ident;)+) => {$(
        fn $ask<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$give(self.$take()?)
        }
    )+};
}

impl<'a> Deserializer<'a> for Tree<'a> {
    type Error = Error;

    shapes! {
        deserialize_bool: truth, visit_bool;
        deserialize_i8: whole, visit_i64;
        deserialize_i16: whole, visit_i64;
        deserialize_i32: whole, visit_i64;
        deserialize_i64: whole, visit_i64;
        deserialize_u8: count, visit_u64;
        deserialize_u16: count, visit_u64;
        deserialize_u32: count, visit_u64;
        deserialize_u64: count, visit_u64;
        deserialize_f32: number, visit_f64;
        deserialize_f64: number, visit_f64;
        deserialize_char: text, visit_borrowed_str;
        deserialize_str: text, visit_borrowed_str;
        deserialize_string: text, visit_borrowed_str;
        deserialize_identifier: text, visit_borrowed_str;
        deserialize_map: map, visit_map;
    }

    /// For those that take anything: JSON as it is, untagged and flattened types.
    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Tree::Fields(_) => visitor.visit_map(self.map()?),
            Tree::Value(value) => match value {
                Value::Null => visitor.visit_unit(),
                Value::Bool(truth) => visitor.visit_bool(*truth),
                Value::String(text) => visitor.visit_borrowed_str(text),
                Value::Array(_) => visitor.visit_seq(self.list()?),
                Value::Object(_) => visitor.visit_map(self.map()?),
                Value::Number(number) => {
                    if let Some(count) = number.as_u64() {
                        visitor.visit_u64(count)
                    } else if let Some(whole) = number.as_i64() {
                        visitor.visit_i64(whole)
                    } else {
                        visitor.visit_f64(self.number()?)
                    }
                }
            },
        }
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        let mut list = self.list()?;
        let value = visitor.visit_seq(&mut list)?;
        if list.0.len() > 0 {
            return Err(expected("a list as short as this"));
        }
        Ok(value)
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Tree::Value(Value::Null) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Tree::Value(Value::Null) => visitor.visit_unit(),
            _ => Err(expected("null")),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'a>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'a>>(
        self,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'a>>(
        self,
        _name: &'static str,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_struct<V: Visitor<'a>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let (name, content) = match self.pairs() {
            // One pair, the variant's name and what it holds.
            Some(mut pairs) => match (pairs.next(), pairs.next()) {
                (Some((name, content)), None) => (name.as_str(), content),
                _ => return Err(expected("an object of one variant")),
            },
            None => (self.text()?, &Value::Null),
        };
        visitor.visit_enum(Variant {
            name,
            content: Tree::Value(content),
        })
    }

    fn deserialize_ignored_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        <V: Visitor<'a>> bytes byte_buf
    }
}

struct Map<'a> {
    pairs: Pairs<'a>,
    next: Option<&'a Value>,
}

impl<'a> MapAccess<'a> for Map<'a> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'a>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some((name, value)) = self.pairs.next() else {
            return Ok(None);
        };
        self.next = Some(value);
        seed.deserialize(BorrowedStrDeserializer::new(name))
            .map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let value = self.next.take().ok_or_else(|| expected("a value"))?;
        seed.deserialize(Tree::Value(value))
    }
}

struct List<'a>(std::slice::Iter<'a, Value>);

impl<'a> SeqAccess<'a> for List<'a> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'a>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let item = self.0.next();
        item.map(|item| seed.deserialize(Tree::Value(item)))
            .transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Variant<'a> {
    name: &'a str,
    content: Tree<'a>,
}

impl<'a> EnumAccess<'a> for Variant<'a> {
    type Error = Error;
    type Variant = Tree<'a>;

    fn variant_seed<S: DeserializeSeed<'a>>(self, seed: S) -> Result<(S::Value, Tree<'a>), Error> {
        let name = seed.deserialize(BorrowedStrDeserializer::<Error>::new(self.name))?;
        Ok((name, self.content))
    }
}

impl<'a> VariantAccess<'a> for Tree<'a> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self {
            Tree::Value(Value::Null) => Ok(()),
            _ => Err(expected("a variant without content")),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'a>>(self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'a>>(self, _length: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'a>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }
}

#[cfg(test)]
mod tests;
